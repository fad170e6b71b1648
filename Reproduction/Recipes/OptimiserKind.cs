namespace Reproduction.Recipes;

/// <summary>Which rule turns gradients into steps.</summary>
public enum OptimiserKind
{
    /// <summary>Adam (Kingma and Ba, ICLR 2015) with PyTorch's defaults: β 0.9 and 0.999, ε 1e-8; weight decay is an L2 penalty.</summary>
    Adam,

    /// <summary>AdamW (Loshchilov and Hutter, ICLR 2019) with PyTorch's β and ε; weight decay is decoupled.</summary>
    AdamW,

    /// <summary>Stochastic gradient descent with Nesterov momentum 0.9; weight decay is an L2 penalty.</summary>
    Sgd,
}

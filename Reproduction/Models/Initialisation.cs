namespace Reproduction.Models;

/// <summary>
/// How weights are drawn when none are loaded. Biases start at 0 and batch norms at weight 1, unless the rule says otherwise. A classifier
/// that is put in the place of a loaded one is another matter (<see cref="InitialWeights.DrawClassifier"/>).
/// </summary>
public enum Initialisation
{
    /// <summary>
    /// torchvision's: convolutions from N(0, 2/(C_out·k²)), the fan-out of all groups; the linear layer uniform in
    /// ±1/sqrt(outputs), made for a thousand of them. Under ImageNet weights nothing of it is left; from random ones it is a trap: a
    /// depthwise weight starts close to 0, and a classifier for ten classes ten times too wide.
    /// </summary>
    Torchvision,

    /// <summary>
    /// He's fan-in per group (He et al., ICCV 2015): convolutions from N(0, 2/(C_in/groups·k²)); the linear layer at 0. What says an
    /// involution's kernels has K² times the connections: so many of its numbers add up to one value.
    /// </summary>
    FanIn,

    /// <summary>
    /// <see cref="FanIn"/>, and the last batch norm of every residual branch at weight 0, so that a deep network starts as a
    /// shallow one (Goyal et al., 2017, arXiv 1706.02677, 5.1; torchvision's <c>zero_init_residual</c> of its ResNets).
    /// </summary>
    FanInZeroResidual,
}

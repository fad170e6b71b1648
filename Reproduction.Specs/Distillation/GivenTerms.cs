using System.Text.Json;
using Reproduction.Distillation;
using Reproduction.Models;
using Reproduction.Specs.Golden;
using TorchSharp;
using static TorchSharp.torch;

namespace Reproduction.Specs.Distillation;

/// <summary>The other side of <c>golden/terms.py</c>: its cases, its numbers and the terms that it computes.</summary>
internal sealed class GivenTerms
{
    internal const int Batches = 3;

    private readonly int number;
    private readonly JsonElement stored;

    internal GivenTerms(int number)
    {
        this.number = number;
        stored = GoldenValues.Json("terms", "cases")[number];
    }

    /// <summary>How many cases there are.</summary>
    internal static int Count => GoldenValues.Json("terms", "cases").GetArrayLength();

    /// <summary>The names of the terms.</summary>
    internal static string[] Names { get; } =
    [
        "class_reweighted", "class_reweighted as published", "class_trust", "group_dro", "group_dro of teacher", "hint", "srrl",
        "similarity", "similarity of maps", "advice",
    ];

    internal int Classes => Size("classes");

    private (int, int) Channels => (Size("student_channels"), Size("teacher_channels"));

    private double Temperature => stored.GetProperty("temperature").GetDouble();

    private double Largest => stored.GetProperty("largest").GetDouble();

    /// <summary>A batch; the student's numbers are leaves of the graph.</summary>
    internal LossInput Input(int batch, ScalarType dtype)
    {
        var (count, (ofStudent, ofTeacher)) = (Size("count"), Channels);
        Tensor Of(string name, double high, params long[] shape) => Written($"{batch}/{name}", high, dtype, shape);
        Tensor Leaf(string name, double high, params long[] shape) => Of(name, high, shape).requires_grad_();
        long side = Size("student_side"), other = Size("teacher_side");
        var student = Leaf("student", Largest, count, Classes);
        return new(
            new(student, new Dictionary<string, Tensor>
            {
                ["map"] = Leaf("map", 2, count, ofStudent, side, side),
                ["pooled"] = Leaf("pooled", 2, count, ofStudent),
                [AdvisedNetwork.TapOf("teacher")] = student,
            }),
            tensor(WrittenRule.Integers($"terms/{number}/{batch}/labels", count, Classes)),
            new Dictionary<string, NetworkOutput>
            {
                ["teacher"] = new(Of("teacher", Largest, count, Classes), new Dictionary<string, Tensor>
                {
                    ["map"] = Of("teachers_map", 2, count, ofTeacher, other, other),
                    ["pooled"] = Of("teachers_pooled", 2, count, ofTeacher),
                }),
            });
    }

    /// <summary>A term as it is before the first batch.</summary>
    internal LossTerm Term(string name, ScalarType dtype)
    {
        var term = New(name, dtype);
        if (term.State is not { } state || !state.parameters().Any()) return term;
        state.to(dtype);
        using var gradients = no_grad();
        var weight = state.parameters().Single(parameter => parameter.dim() == 2);
        weight.copy_(Written("adaptor", 1, dtype, weight.shape));
        return term;
    }

    private LossTerm New(string name, ScalarType dtype) => name switch
    {
        "class_reweighted" => new ClassReweighted(1, Classes),
        "class_reweighted as published" => new ClassReweighted(1, Classes, countsAsPublished: true),
        "class_trust" => new ClassTrust(1, "teacher", Temperature, Trust()),
        "group_dro" => new GroupDro(1, Classes, 0.1),
        "group_dro of teacher" => new GroupDro(1, Classes, 0.1, "teacher", Temperature, labelWeight: 0.5),
        "hint" => new Hint(1, "teacher", "map", "map", Channels, seed: 1),
        "srrl" => new Srrl(1, "teacher", "pooled", "pooled", 0.7, Channels, 1, Classifier(dtype)),
        "similarity" => new Similarity(1, "teacher", "pooled", "pooled"),
        "similarity of maps" => new Similarity(1, "teacher", "map", "map"),
        _ => new Advice(1, "teacher", Temperature),
    };

    private Func<Tensor, Tensor> Classifier(ScalarType dtype)
    {
        var (weight, bias) = (Written("classifier", 1, dtype, Classes, Channels.Item2), Written("bias", 1, dtype, Classes));
        return features => features.matmul(weight.t()) + bias;
    }

    private Tensor Trust()
    {
        var labels = arange(20 * Classes) % Classes;
        var logits = Written("held_out", Largest, float64, 20 * Classes, Classes);
        logits += nn.functional.one_hot(labels, Classes) * (Largest * (labels - 1) / Classes).unsqueeze(1);
        return ClassTrust.TrustOf(logits, labels);
    }

    private Tensor Written(string name, double high, ScalarType dtype, params long[] shape) =>
        tensor(WrittenRule.Uniform($"terms/{number}/{name}", shape.Aggregate(1L, (a, b) => a * b), -high, high), shape, float64).to(dtype);

    private int Size(string name) => stored.GetProperty(name).GetInt32();
}

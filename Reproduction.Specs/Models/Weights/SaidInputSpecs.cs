using System.Buffers.Binary;
using Reproduction.Models;
using Reproduction.Models.Weights;
using Reproduction.Specs.Data;

namespace Reproduction.Specs.Models.Weights;

/// <summary>What files say in words of the images that their network was made for, and where.</summary>
public sealed class SaidInputSpecs : IDisposable
{
    private const string OfImageNet = "found --mean 0.485,0.456,0.406 --std 0.229,0.224,0.225";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("mean", "0.5,0.5,0.5", "std", "0.25,0.25,0.25")]
    [InlineData("mean", "[0.5, 0.5, 0.5]", "std", "[0.25, 0.25, 0.25]")]
    [InlineData("image_mean", "(0.5, 0.5, 0.5)", "image_std", "(0.25, 0.25, 0.25)")]
    [InlineData("PIXEL_MEAN", "127.5 127.5 127.5", "PIXEL_STD", "63.75 63.75 63.75")]
    [InlineData("config", """{"data": {"mean": [0.5, 0.5, 0.5], "std": [0.25, 0.25, 0.25]}}""", "format", "pt")]
    [InlineData("default_cfg", "{'mean': [0.5, 0.5, 0.5], 'std': [0.25, 0.25, 0.25]}", "format", "pt")]
    [InlineData("pretrained_cfg", """{"mean": [0.5, 0.5, 0.5], "std": [0.25, 0.25, 0.25]}""", "format", "pt")]
    public void Metadata_may_say_a_mean_and_a_deviation_as_people_write_them(string key, string text, string other, string its)
    {
        var said = SaidInput.Of(new Dictionary<string, string> { [key] = text, [other] = its })!;

        said.Differences(Normalisation.ImageNet, 224).Should().Equal($"--mean 0.5,0.5,0.5 --std 0.25,0.25,0.25, {OfImageNet}");
        said.Differences(new(new(0.5f, 0.5f, 0.5f), new(0.25f, 0.25f, 0.25f)), 224).Should().BeEmpty();
    }

    /// <summary>Arguments of timm's and torchvision's training scripts, and what Lightning saves.</summary>
    [Fact]
    public void A_checkpoint_says_it_in_its_arguments_and_hyper_parameters()
    {
        var said = Said(("hyper_parameters", TorchFile.Dictionary(
            ("mean", Tuple(0.5, 0.5, 0.5)), ("std", Tuple(0.25, 0.25, 0.25)), ("img_size", TorchFile.Integer(64)),
            ("interpolation", TorchFile.Text("bicubic")))));

        said!.Differences(Normalisation.ImageNet, 48).Should().Equal(
            $"--mean 0.5,0.5,0.5 --std 0.25,0.25,0.25, {OfImageNet}", "--image-size 64, found 48",
            "bicubic interpolation, found bilinear");
        Said(("args", TorchFile.Dictionary(("val_resize_size", TorchFile.Integer(256)), ("val_crop_size", TorchFile.Integer(224)))))!
            .Differences(Normalisation.ImageNet, 224).Should().Equal("the inner 0.875 of each side, found the whole image");
    }

    [Fact]
    public void What_timms_weights_were_made_for_is_said_unless_arguments_say_otherwise()
    {
        const string Made = """
            {"input_size": [3, 224, 224], "crop_pct": 0.875, "interpolation": "bicubic", "mean": [0.485, 0.456, 0.406],
             "std": [0.229, 0.224, 0.225], "num_classes": 1000}
            """;

        var made = SaidInput.Of(new Dictionary<string, string> { ["pretrained_cfg"] = Made })!;

        made.Differences(Normalisation.ImageNet, 48).Should().Equal(
            "--image-size 224, found 48", "the inner 0.875 of each side, found the whole image", "bicubic interpolation, found bilinear");
        SaidInput.Of(new Dictionary<string, string>
        {
            ["pretrained_cfg"] = Made,
            ["image_size"] = "48",
            ["crop_pct"] = "1.0",
            ["interpolation"] = "bilinear",
        })!.Differences(Normalisation.ImageNet, 48).Should().BeEmpty();
    }

    /// <summary>A figure's mean, means of folds, a teacher's images, what a run of this program is of, arguments without a value.</summary>
    [Theory]
    [InlineData("mean", "0.91")]
    [InlineData("mean", "0.1,0.2,0.3")]
    [InlineData("summary", """{"mean": [0.9, 0.8, 0.7], "std": [0.1, 0.2, 0.1]}""")]
    [InlineData("test_acc", """{"mean": [91, 92, 93], "std": [0.1, 0.2, 0.3]}""")]
    [InlineData("input_size", "3072")]
    [InlineData("metrics", """{"mean": [0.9, 0.8, 0.7], "std": [0.1, 0.2, 0.1]}""")]
    [InlineData("stats", """{"mean": [0.9, 0.8, 0.7], "std": [0.0, 0.0, 0.0]}""")]
    [InlineData("teacher", """{"image_size": 224, "crop_pct": 0.875}""")]
    [InlineData("of.image_size", "224")]
    [InlineData("config", """{"mean": null, "std": null, "img_size": null, "crop_pct": null, "interpolation": ""}""")]
    [InlineData("image_size", "large")]
    [InlineData("input_size", "[224, 320]")]
    [InlineData("interpolation", "random")]
    public void What_says_nothing_of_images_is_passed_over(string key, string text) =>
        SaidInput.Of(new Dictionary<string, string> { [key] = text }).Should().BeNull();

    private SaidInput? Said(params (string Key, byte[] Value)[] parts)
    {
        File.Delete(folder["w.ckpt"]);
        TorchFile.Write(folder["w.ckpt"],
            TorchFile.Pickle(TorchFile.Dictionary(
                [("state_dict", TorchFile.Dictionary(("conv_stem.weight", TorchFile.Tensor([4], [1])))), .. parts])),
            [("archive/data/0", new byte[16])]);
        return SaidInput.Of(WeightsFile.ReadHeader(folder["w.ckpt"]).Metadata);
    }

    private static byte[] Tuple(params double[] values) => [(byte)'(', .. values.SelectMany(Real), (byte)'t'];

    /// <summary>A number of eight bytes, the largest first.</summary>
    private static byte[] Real(double value) =>
        [(byte)'G', .. BitConverter.GetBytes(BinaryPrimitives.ReverseEndianness(BitConverter.DoubleToInt64Bits(value)))];
}

using Reproduction.Models;
using Reproduction.Models.Weights;
using Reproduction.Specs.Data;

namespace Reproduction.Specs.Models.Weights;

/// <summary>What checkpoints of many trainers say of their network and its classes, and where.</summary>
public sealed class SaidBesideSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>Lightning's modules, timm's scripts and people's own.</summary>
    [Theory]
    [InlineData("hyper_parameters", "backbone")]
    [InlineData("hyper_parameters", "encoder_name")]
    [InlineData("hparams", "model_name")]
    [InlineData("cfg", "arch")]
    [InlineData("config", "network")]
    [InlineData("model_arch", "")]
    public void A_text_that_names_a_member_of_the_family_says_the_architecture_wherever_it_stands(string key, string within)
    {
        var text = TorchFile.Text("tf_efficientnet_b0_ns");
        var said = Said((key, within.Length == 0 ? text : TorchFile.Dictionary((within, text), ("lr", TorchFile.Integer(1)))));

        said[SaidBeside.Architecture].Should().Be("tf_efficientnet_b0_ns");
        FluentActions.Invoking(() => SaidBeside.CheckArchitecture("w.ckpt", said, NetworkArchitecture.Named("efficientnet_b0"))).Should()
            .Throw<BadInputException>()
            .WithMessage("w.ckpt: says that it is a tf_efficientnet_b0_ns, expected --model tf_efficientnet_b0, found efficientnet_b0");
        FluentActions.Invoking(() => SaidBeside.CheckArchitecture("w.ckpt", said, NetworkArchitecture.Named("tf_efficientnet_b0")))
            .Should().NotThrow();
    }

    [Fact]
    public void A_dictionary_of_a_class_that_is_unknown_here_says_it_too()
    {
        byte[] parameters = [.. TorchFile.Global("pytorch_lightning.utilities.parsing", "AttributeDict"), (byte)')', 0x81,
            .. TorchFile.Text("backbone"), .. TorchFile.Text("tf_efficientnet_b0"), (byte)'s'];

        Said(("hyper_parameters", parameters))[SaidBeside.Architecture].Should().Be("tf_efficientnet_b0");
    }

    [Fact]
    public void A_teachers_name_and_a_files_are_another_networks()
    {
        var said = Said(
            ("hyper_parameters", TorchFile.Dictionary(
                ("teacher_name", TorchFile.Text("tf_efficientnet_b0")), ("pretrained", TorchFile.Text("/data/tf_efficientnet_b0.pth")))),
            ("teacher", TorchFile.Dictionary(("arch", TorchFile.Text("tf_efficientnet_b0")))));

        said.ContainsKey(SaidBeside.Architecture).Should().BeFalse();
    }

    /// <summary>What a network was taught by or began as, and where a run leaves its files.</summary>
    [Theory]
    [InlineData("distilled_from", "tf_efficientnet_b0")]
    [InlineData("init_model", "tf_efficientnet_b0")]
    [InlineData("pretrained_name", "tf_efficientnet_b0")]
    [InlineData("model_dir", "tf_efficientnet_b0")]
    [InlineData("exp_name", "tf_efficientnet_b0")]
    [InlineData("note", "tf_efficientnet_b0")]
    [InlineData("name", "logs/tf_efficientnet_b0")]
    public void A_text_that_names_a_member_under_another_key_or_in_a_path_says_nothing_of_the_network(string key, string text)
    {
        var said = ("hyper_parameters", TorchFile.Dictionary((key, TorchFile.Text(text))));

        Said(said).ContainsKey(SaidBeside.Architecture).Should().BeFalse();
        Said(("hyper_parameters", TorchFile.Dictionary(("backbone", TorchFile.Text("efficientnet_b0")), (key, TorchFile.Text(text)))))
            [SaidBeside.Architecture].Should().Be("efficientnet_b0");
    }

    [Theory]
    [InlineData("timm/tf_efficientnet_b0.ns_jft_in1k")]
    [InlineData("hf_hub:timm/tf_efficientnet_b0")]
    [InlineData("hf-hub:someone/tf_efficientnet_b0")]
    [InlineData("timm:tf_efficientnet_b0")]
    public void A_place_before_the_name_is_no_path(string text) => FluentActions.Invoking(() => SaidBeside.CheckArchitecture(
            "w.ckpt", Said(("hyper_parameters", TorchFile.Dictionary(("backbone", TorchFile.Text(text))))),
            NetworkArchitecture.Named("efficientnet_b0")))
        .Should().Throw<BadInputException>().WithMessage("*expected --model tf_efficientnet_b0, found efficientnet_b0");

    /// <summary>save_hyperparameters of Lightning keeps a loss's class weights among the rest.</summary>
    [Fact]
    public void A_tensor_among_parameters_hides_nothing_that_is_said_there()
    {
        var said = Said(("hyper_parameters", TorchFile.Dictionary(
            ("backbone", TorchFile.Text("tf_efficientnet_b0")), ("classes", TorchFile.Text("c,b,a")),
            ("class_weights", TorchFile.Tensor([3], [1])))));

        said[SaidBeside.Architecture].Should().Be("tf_efficientnet_b0");
        SaidBeside.ClassNames(said).Should().Equal("c", "b", "a");
    }

    [Fact]
    public void Nodes_of_OmegaConf_say_it_at_any_depth()
    {
        static byte[] Node(string type, string attribute, byte[] held) => [.. TorchFile.Global("omegaconf", type), (byte)')', 0x81,
            .. TorchFile.Dictionary(("_metadata", TorchFile.Text("m")), ("_parent", [(byte)'N']), (attribute, held)), (byte)'b'];
        static byte[] Branch(string key, byte[] held) => Node("DictConfig", "_content", TorchFile.Dictionary((key, held)));
        static byte[] Leaf(string text) => Node("AnyNode", "_val", TorchFile.Text(text));
        var classes = Node("ListConfig", "_content", [(byte)']', (byte)'(', .. Leaf("b"), .. Leaf("a"), (byte)'e']);

        var said = Said(("hyper_parameters", Branch("cfg", Branch("net", Branch("model", Node("DictConfig", "_content",
            TorchFile.Dictionary(("name", Leaf("tf_efficientnet_b0")), ("classes", classes))))))));

        said[SaidBeside.Architecture].Should().Be("tf_efficientnet_b0");
        SaidBeside.ClassNames(said).Should().Equal("b", "a");
    }

    /// <summary>A dictionary of a class of its own, with flags among its attributes.</summary>
    [Fact]
    public void Nodes_of_yacs_say_it_under_their_keys()
    {
        static byte[] Node(string key, byte[] held) => [.. TorchFile.Global("yacs.config", "CfgNode"), (byte)')', 0x81,
            (byte)'(', .. TorchFile.Text(key), .. held, (byte)'u', .. TorchFile.Dictionary(("__immutable__", [0x88])), (byte)'b'];

        Said(("config", Node("MODEL", Node("NAME", TorchFile.Text("tf_efficientnet_b0")))))[SaidBeside.Architecture].Should()
            .Be("tf_efficientnet_b0");
    }

    [Fact]
    public void Where_both_ways_to_compute_are_named_either_may_be_meant_and_a_known_key_decides()
    {
        var named = ("hyper_parameters", TorchFile.Dictionary(
            ("encoder", TorchFile.Text("efficientnet_b0")), ("backbone", TorchFile.Text("tf_efficientnet_b0"))));

        FluentActions.Invoking(() =>
            SaidBeside.CheckArchitecture("w.ckpt", Said(named), NetworkArchitecture.Named("efficientnet_b0"))).Should().NotThrow();
        Said(named, ("arch", TorchFile.Text("tf_efficientnet_b0")))[SaidBeside.Architecture].Should().Be("tf_efficientnet_b0");
    }

    [Fact]
    public void Metadata_of_safetensors_may_say_it_under_any_key()
    {
        var said = new Dictionary<string, string> { ["format"] = "pt", ["backbone"] = "tf_efficientnet_b0" };

        FluentActions.Invoking(() => SaidBeside.CheckArchitecture("w.safetensors", said, NetworkArchitecture.Named("efficientnet_b0")))
            .Should().Throw<BadInputException>().WithMessage("*says that it is a tf_efficientnet_b0*");
    }

    [Fact]
    public void Metadata_that_are_JSON_say_what_their_parts_say()
    {
        var said = new Dictionary<string, string> { ["config"] = """{"arch": "tf_efficientnet_b0", "classes": ["c", "b", "a"]}""" };

        SaidBeside.ClassNames(said).Should().Equal("c", "b", "a");
        FluentActions.Invoking(() => SaidBeside.CheckArchitecture("w.safetensors", said, NetworkArchitecture.Named("efficientnet_b0")))
            .Should().Throw<BadInputException>().WithMessage("*says that it is a tf_efficientnet_b0*");
    }

    public static TheoryData<string, byte[]> Orders()
    {
        byte[] places = TorchFile.Dictionary(
            ("c", TorchFile.Integer(0)), ("a", TorchFile.Integer(2)), ("b", TorchFile.Integer(1)));
        byte[] list = [(byte)'(', .. TorchFile.Text("c"), .. TorchFile.Text("b"), .. TorchFile.Text("a"), (byte)'t'];
        byte[] names = [(byte)'}', (byte)'(', .. TorchFile.Integer(2), .. TorchFile.Text("a"), .. TorchFile.Integer(0),
            .. TorchFile.Text("c"), .. TorchFile.Integer(1), .. TorchFile.Text("b"), (byte)'u'];
        return new()
        {
            { "class_to_idx", places }, { "label2id", places }, { "classes", list }, { "class_names", list },
            { "idx_to_class", names }, { "id2label", names }, { "classes", TorchFile.Text("c, b, a") },
            { "classes", names }, { "classes", places }, { "idx_to_class", list }, { "idx2class", names }, { "class2idx", places },
            { "labels", list }, { "class_to_idx", list },
            { "id2label", TorchFile.Dictionary(("0", TorchFile.Text("c")), ("1", TorchFile.Text("b")), ("2", TorchFile.Text("a"))) },
        };
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public void The_order_of_classes_is_read_at_the_top_and_in_hyper_parameters(string key, byte[] order)
    {
        SaidBeside.ClassNames(Said((key, order))).Should().Equal("c", "b", "a");
        SaidBeside.ClassNames(Said(("hyper_parameters", TorchFile.Dictionary((key, order))))).Should().Equal("c", "b", "a");
        SaidBeside.ClassNames(Said(("config", TorchFile.Dictionary(("data", TorchFile.Dictionary((key, order))))))).Should()
            .Equal("c", "b", "a");
    }

    [Theory]
    [InlineData("id2label", """{"0": "c", "1": "b", "2": "a"}""")]
    [InlineData("label2id", """{"a": 2, "b": 1, "c": 0}""")]
    [InlineData("class_to_idx", "{'c': 0, 'b': 1, 'a': 2}")]
    [InlineData("classes", "c,b,a")]
    [InlineData("classes", "['c', 'b', 'a']")]
    [InlineData("class_names", """["c", "b", "a"]""")]
    [InlineData("classes", """{"0": "c", "1": "b", "2": "a"}""")]
    [InlineData("classes", """{"c": 0, "b": 1, "a": 2}""")]
    [InlineData("idx2class", "{0: 'c', 1: 'b', 2: 'a'}")]
    public void The_order_of_classes_is_read_from_metadata_as_people_write_it(string key, string text) =>
        SaidBeside.ClassNames(new Dictionary<string, string> { [key] = text }).Should().Equal("c", "b", "a");

    /// <summary>The number of classes, places that leave one out, and names that transformers gives to classes that have none.</summary>
    [Theory]
    [InlineData("classes", "10")]
    [InlineData("class_to_idx", """{"a": 0, "b": 2}""")]
    [InlineData("id2label", """{"0": "LABEL_0", "1": "LABEL_1"}""")]
    [InlineData("id2label", """{"0": null}""")]
    [InlineData("classes", """["a", "\ud800"]""")]
    [InlineData("classes", "{a, b}")]
    [InlineData("labels", "cat,dog,cat")]
    public void What_says_no_order_is_none(string key, string text) =>
        SaidBeside.ClassNames(new Dictionary<string, string> { [key] = text }).Should().BeNull();

    private IReadOnlyDictionary<string, string> Said(params (string Key, byte[] Value)[] parts)
    {
        File.Delete(folder["w.ckpt"]);
        TorchFile.Write(folder["w.ckpt"],
            TorchFile.Pickle(TorchFile.Dictionary(
                [("state_dict", TorchFile.Dictionary(("conv_stem.weight", TorchFile.Tensor([4], [1])))), .. parts])),
            [("archive/data/0", new byte[16])]);
        return WeightsFile.ReadHeader(folder["w.ckpt"]).Metadata;
    }
}

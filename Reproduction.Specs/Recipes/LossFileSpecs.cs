using Reproduction.Recipes;
using Reproduction.Recipes.Format;
using Reproduction.Specs.Data;

namespace Reproduction.Specs.Recipes;

/// <summary>How terms of losses are written in a recipe, and what is said of those that cannot be.</summary>
public sealed class LossFileSpecs : IDisposable
{
    internal const string Example = """
        format: 2
        name: mine
        description: Every term of a loss
        dataset: fashion-mnist
        seeds: [1]
        input: {image_size: 32, resize: tensor, mean: [0.5, 0.5, 0.5], std: [0.25, 0.25, 0.25]}
        held_out: {choose_epoch: 500, calibrate: 100}
        networks:
          large: {architecture: efficientnet_w0.5_d0.25, weights: random}
          small: {architecture: efficientnet_w0.3_d0.25, weights: random}
        training: {optimiser: adam, learning_rate: 0.01, schedule: constant, weight_decay: 0, batch_size: 128, epochs: 2, chosen_epoch: best}
        models:
          big: {network: large}
          sure: {calibration_of: big, by: vector}
          other: {network: large, loss: [{group_dro: {eta: 0.02, weight: 1}}, {class_reweighted: {counts: as_published, weight: 1}}]}
          taught:
            network: small
            loss:
              - cross_entropy: {weight: 1}
              - class_reweighted: {weight: 0.5}
              - class_trust: {of: sure, temperature: 2, weight: 1}
              - group_dro: {of: big, temperature: 4, label_weight: 0.3, weight: 1}
              - hint: {of: big, at: stage_4, from: stage_5, weight: 10}
              - srrl: {of: big, logit_weight: 2, weight: 1}
              - similarity: {of: big, weight: 3000}
              - advice: {of: big, weight: 1}
              - advice: {of: other, temperature: 3, weight: 1}
          further: {start: other, loss: [{hint: {of: big, at: stage_4, weight: 1}}]}
        compare: [[taught, big]]

        """;

    /// <summary>What the example says of the model that trains on.</summary>
    private const string Further = "start: other, loss: [{hint: {of: big, at: stage_4, weight: 1}}]";

    /// <summary>The same from the advised model, with advice for each of its heads.</summary>
    private const string Advised =
        "start: taught, loss: [{cross_entropy: {weight: 1}}, {advice: {of: big, weight: 1}}, {advice: {of: other, weight: 1}}]";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_term_reads_with_the_fields_defaults()
    {
        var recipe = Read(Example);

        ((TrainedModelRecipe)recipe.Model("taught")).Loss.Should().Equal(
            new CrossEntropyRecipe(1, 0), new ClassReweightedRecipe(CountingRule.Once, 0.5), new ClassTrustRecipe("sure", 2, 1),
            new GroupDroRecipe("big", 4, 0.3, 0.01, 1), new HintRecipe("big", "stage_4", "stage_5", 10), new SrrlRecipe("big", 2, 1),
            new SimilarityRecipe("big", "pooled", "pooled", 3000), new AdviceRecipe("big", 1, 1), new AdviceRecipe("other", 3, 1));
        ((TrainedModelRecipe)recipe.Model("other")).Loss.Should().Equal(
            new GroupDroRecipe(null, 1, 0, 0.02, 1), new ClassReweightedRecipe(CountingRule.AsPublished, 1));
        ((TrainedModelRecipe)recipe.Model("further")).Loss[0].Should().Be(new HintRecipe("big", "stage_4", "stage_4", 1));
    }

    [Fact]
    public void The_protocol_of_every_term_reads_as_the_recipe_again()
    {
        var protocol = Protocol.Of(Read(Example));

        Protocol.Of(Read(protocol.ToYaml())).ToYaml().Should().Be(protocol.ToYaml());
        protocol.Values().Should()
            .Contain(("models.taught.loss[6].similarity.at", "pooled")).And.Contain(("models.taught.loss[3].group_dro.eta", "0.01"));
    }

    [Fact]
    public void A_model_has_a_head_for_each_advisor_and_one_that_trains_on_has_those_that_it_starts_with()
    {
        var recipe = Read(Example.Replace(Further, Advised));

        recipe.AdvisorsOf((TrainedModelRecipe)recipe.Model("taught")).Should().Equal("big", "other");
        recipe.AdvisorsOf((TrainedModelRecipe)recipe.Model("further")).Should().Equal("big", "other");
        recipe.AdvisorsOf((TrainedModelRecipe)recipe.Model("other")).Should().BeEmpty();
    }

    [Theory]
    [InlineData("class_reweighted: {weight: 0.5}", "class_reweighted: {counts: twice, weight: 1}",
        "loss[1].class_reweighted.counts: found 'twice'", "once, as_published")]
    [InlineData("class_reweighted: {weight: 0.5}", "class_reweighted: {weight: .inf}", "loss[1].class_reweighted.weight: found '.inf'",
        "at least 0")]
    [InlineData("class_trust: {of: sure", "class_trust: {of: itself",
        "loss[2].class_trust.of: found 'itself', expected one of big, sure, other, taught, further")]
    [InlineData("class_trust: {of: sure, ", "class_trust: {", "loss[2].class_trust.of: missing, expected a text")]
    [InlineData(
        "temperature: 2,", "temperature: .nan,", "loss[2].class_trust.temperature: found '.nan', expected a number from 0.01 to 1000")]
    [InlineData("label_weight: 0.3", "eta: 0", "loss[3].group_dro.eta: found '0', expected a number above 0")]
    [InlineData("label_weight: 0.3", "eta: 1e999", "loss[3].group_dro.eta: found '1e999', expected a number above 0")]
    [InlineData("label_weight: 0.3", "label_weight: -1", "loss[3].group_dro.label_weight: found '-1', expected a number of at least 0")]
    [InlineData("group_dro: {of: big, temperature: 4, ", "group_dro: {of: big, ",
        "loss[3].group_dro.temperature: missing, expected a number from 0.01 to 1000")]
    [InlineData("group_dro: {of: big, ", "group_dro: {",
        "loss[3].group_dro.temperature: found '4', expected no such key where no teacher is asked")]
    [InlineData("group_dro: {of: big, ", "group_dro: {of: itself, ", "loss[3].group_dro.of: found 'itself', expected one of")]
    [InlineData("of: big, at: stage_4, from: stage_5", "of: big", "loss[4].hint.at: missing, expected a text")]
    [InlineData("at: stage_4, from: stage_5", "at: stage_9",
        "loss[4].hint.at: found 'stage_9', which taught has not, expected one of stem, stage_1, stage_2")]
    [InlineData("at: stage_4, from: stage_5", "at: stage_4, from: stage_0",
        "loss[4].hint.from: found 'stage_0', which big has not, expected one of stem")]
    [InlineData("at: stage_4, from: stage_5", "at: stage_4, from: pooled",
        "loss[4].hint.from: found 'pooled', pooled, where the student's stage_4 is a map")]
    [InlineData("hint: {of: big", "hint: {of: sure", "loss[4].hint.of: found 'sure', a calibration, which has no features")]
    [InlineData("hint: {of: big", "hint: {of: taught", "loss[4].hint.of: found 'taught', the model's own name, expected another model")]
    [InlineData("srrl: {of: big", "srrl: {of: sure", "loss[5].srrl.of: found 'sure', a calibration, which has no features")]
    [InlineData("srrl: {of: big, logit_weight: 2", "srrl: {of: big, logit_weight: -2", "loss[5].srrl.logit_weight: found '-2'")]
    [InlineData("similarity: {of: big, ", "similarity: {of: big, at: middle, ",
        "loss[6].similarity.at: found 'middle', which taught has not")]
    [InlineData("similarity: {of: big, ", "similarity: {of: bug, ", "loss[6].similarity.of: found 'bug', expected one of")]
    [InlineData("advice: {of: other, temperature: 3", "advice: {of: other, temperature: -3",
        "loss[8].advice.temperature: found '-3', expected a number from 0.01 to 1000")]
    [InlineData("advice: {of: other, temperature: 3, weight: 1", "advice: {of: other, temperature: 3, weight: 0",
        "loss[8].advice.weight: found '0', expected a number above 0")]
    [InlineData("advice: {of: other, temperature: 3", "advice: {of: big",
        "loss[8].advice: found a second advice of big, expected each once")]
    public void A_mistake_in_a_term_is_one_line_with_file_line_key_and_what_was_expected(string right, string wrong, params string[] words)
    {
        var text = Example.Replace(right, wrong);
        text.Should().NotBe(Example);
        var line = text.Zip(Example).TakeWhile(pair => pair.First == pair.Second).Count(pair => pair.First == '\n') + 1;

        var message = Message(text);

        message.Should().NotContain("\n").And.StartWith($"mine.yaml:{line}: models.taught.");
        foreach (var word in words) message.Should().Contain(word);
    }

    [Fact]
    public void Advice_needs_a_head_that_a_model_which_trains_on_may_not_have() =>
        Message(Example.Replace(Further,
            "start: big, loss: [{advice: {of: other, weight: 1}}, {cross_entropy: {weight: 1}}]")).Should().MatchRegex(
            @"^mine\.yaml:\d+: models\.further\.loss\[0\]\.advice\.of: found 'other', for which big, from which it starts, has no head, expected a network of its own$");

    [Theory]
    [InlineData("start: taught", "big")] // by the usual loss, a cross entropy
    [InlineData("start: taught, loss: [{cross_entropy: {weight: 1}}, {advice: {of: other, weight: 1}}]", "big")]
    [InlineData("start: taught, loss: [{cross_entropy: {weight: 1}}, {soft_targets: {of: itself, temperature: 5, weight: 1}}, {advice: {of: big, weight: 1}}]", "other")]
    public void A_model_that_trains_on_must_be_advised_for_each_head_that_it_starts_with(string method, string silent) =>
        Message(Example.Replace(Further, method)).Should().MatchRegex(
            $@"^mine\.yaml:\d+: models\.further\.loss: found no advice of '{silent}', whose head further has from taught and which nothing else teaches, expected a term advice of {silent}$");

    [Fact]
    public void The_heads_of_a_model_that_starts_from_one_that_trained_on_are_to_be_taught_as_well() =>
        Message(Example.Replace(Further, Advised).Replace("compare:", "  last: {start: further}\ncompare:")).Should()
            .Contain("models.last.loss: found no advice of 'big', whose head last has from further");

    [Theory]
    [InlineData("calibration_of: taught, by: vector")]
    [InlineData("ensemble_of: [taught, big]")]
    [InlineData("start: big")]
    public void What_trains_no_inherited_head_needs_no_advice(string method)
    {
        var reading = () => Read(Example.Replace(Further, method));

        reading.Should().NotThrow();
    }

    [Theory]
    [InlineData("{cross_entropy: {weight: 1}}, {cross_entropy: {weight: 1}}",
        "[1].cross_entropy: found a second cross_entropy, expected each once")]
    [InlineData("{cross_entropy: {weight: 0}}", ": found no term with a weight above 0, expected at least one")]
    [InlineData("{cross_entropy: {weight: 1}}, {soft_targets: {of: big, temperature: 4, weight: 1}}",
        "[1].soft_targets.of: found 'big', the model's own name, expected another model, or itself")]
    public void A_mistake_in_the_loss_of_all_models_is_told_where_that_loss_stands(string loss, string problem) =>
        Message(Example.Replace("models:", $"loss: [{loss}]\nmodels:")).Should()
            .Be($"mine.yaml:12: loss{problem} (the loss of big, which has none of its own)");

    [Fact]
    public void A_mistake_in_a_loss_of_a_models_own_is_told_there_though_others_share_one() =>
        Message(Example.Replace("models:", "loss: [{cross_entropy: {weight: 1}}]\nmodels:")
            .Replace("advice: {of: other, temperature: 3", "advice: {of: big"))
            .Should().EndWith(": models.taught.loss[8].advice: found a second advice of big, expected each once");

    [Theory]
    [InlineData("{advice: {of: big, weight: 1}}, {advice: {of: other, weight: 1}}")]
    [InlineData("{advice: {of: big, weight: 1}}, {cross_entropy: {weight: 0}}, {similarity: {of: big, weight: 1}}")]
    public void A_head_of_its_own_that_nothing_teaches_is_not_averaged_with_advised_ones(string loss) =>
        Message(Example.Replace(Further, $"network: small, loss: [{loss}]"))
            .Should().MatchRegex(
                @"^mine\.yaml:\d+: models\.further\.loss: found advice and nothing that teaches the student's own head, .*expected cross_entropy");

    [Fact]
    public void Trust_in_a_teacher_is_not_learnt_from_test_images() =>
        Message(Example.Replace("choose_epoch: 500", "choose_epoch: test_images")).Should().Contain(
            "models.taught.loss[2].class_trust: it asks the teacher about held-out images, and there are none but the test images, "
            + "expected held_out.choose_epoch with a number");

    [Fact]
    public void A_term_is_found_by_its_word_from_the_command_line()
    {
        File.WriteAllText(folder["mine.yaml"], Example);

        var recipe = RecipeFile.Read(folder["mine.yaml"], [("models.taught.loss.hint.at", "stage_3")]);

        ((TrainedModelRecipe)recipe.Model("taught")).Loss[4].StudentTap.Should().Be("stage_3");
    }

    private Recipe Read(string text)
    {
        File.WriteAllText(folder["mine.yaml"], text);
        return RecipeFile.Read(folder["mine.yaml"]);
    }

    private string Message(string text)
    {
        var reading = () => Read(text);
        return reading.Should().Throw<BadInputException>().Which.Message;
    }
}

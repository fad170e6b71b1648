using Reproduction.Recipes.Format;


namespace Reproduction.Specs.Recipes;

public sealed class OverrideSpecs
{
    [Fact]
    public void An_override_walks_into_a_list_by_the_one_key_of_its_item() =>
        Values(("models.student.loss.soft_targets.temperature", "2")).Should()
            .Contain(("models.student.loss[1].soft_targets.temperature", "2"));

    [Fact]
    public void An_override_makes_the_section_in_which_a_model_departs_from_the_others()
    {
        var values = Values(("models.teacher.training.epochs", "9"));

        values.Should().Contain(("models.teacher.training.epochs", "9")).And.Contain(("models.student.training.epochs", "2"));
    }

    [Fact]
    public void A_whole_list_or_section_may_be_given_and_a_model_added()
    {
        var values = Values(
            ("models.student.loss", "[{cross_entropy: {weight: 0.5}}]"), ("models.other", "{network: student, training: {epochs: 1}}"));

        values.Should().Contain(("models.student.loss[0].cross_entropy.weight", "0.5")).And.Contain(("models.other.training.epochs", "1"))
            .And.NotContain(value => value.Path.StartsWith("models.student.loss[1]", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("training.epochs", "two", "training.epochs: found 'two', expected a whole number")]
    [InlineData("trainin.epochs", "2", "unknown key 'trainin' (a section), expected one of format, name")]
    [InlineData("input", "{image_size: two}", "input.image_size: found 'two'")]
    [InlineData("training.epochs.most", "2", "'training.epochs' is no section, so there is no 'most' in it")]
    [InlineData("models.student.loss.hint.weight", "2",
        "there is no 'hint' in the list 'models.student.loss', expected one of cross_entropy, soft_targets")]
    [InlineData("models.student.loss.soft_targets.of", "nobody",
        "models.student.loss[1].soft_targets.of: found 'nobody', expected one of teacher, baseline, student, or itself")]
    [InlineData("models.student.loss.soft_targets.heat", "2",
        "unknown key 'models.student.loss[1].soft_targets.heat' ('2'), expected one of of, temperature, weight")]
    [InlineData("compare", "[[student, nobody]]", "compare[0]: found 'nobody', expected one of")]
    [InlineData("models.pupil.training.epochs", "2", "models.pupil: found none, expected exactly one of network, start")]
    public void A_mistake_in_an_override_names_the_option_and_not_the_file(string key, string value, string words)
    {
        var reading = () => RecipeFile.Find("quick", [("description", "another"), (key, value)]);

        reading.Should().Throw<BadInputException>().Which.Message.Should().StartWith($"--set {key}={value}: {words}").And.NotContain("\n");
    }

    [Fact]
    public void Of_two_items_of_one_kind_an_override_does_not_guess_which()
    {
        var reading = () => RecipeFile.Find(
            "quick",
            [
                ("models.student.loss",
                    "[{soft_targets: {of: teacher, temperature: 1, weight: 1}}, {soft_targets: {of: baseline, temperature: 1, weight: "
                    + "1}}]"),
                ("models.student.loss.soft_targets.weight", "2"),
            ]);

        reading.Should().Throw<BadInputException>()
            .WithMessage("--set models.student.loss.soft_targets.weight=2: there are 2 'soft_targets' in the list *");
    }

    private static IReadOnlyList<(string Path, string Text)> Values(params (string, string)[] overrides) =>
        Protocol.Of(RecipeFile.Find("quick", overrides)).Values();
}

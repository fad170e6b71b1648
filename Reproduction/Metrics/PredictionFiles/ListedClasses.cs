using System.Globalization;
using Reproduction.Text;

namespace Reproduction.Metrics.PredictionFiles;

/// <summary>An array of the classes' names in the order of their scores, or of their numbers, as scikit-learn's <c>classes_</c>.</summary>
/// <param name="Name">The array's name, as messages show it.</param>
/// <param name="Names">The classes' names, none twice.</param>
/// <param name="AreTexts">Whether they are texts; else numbers.</param>
internal sealed record ListedClasses(string Name, IReadOnlyList<string> Names, bool AreTexts)
{
    private static readonly string[] Lists = ["class_names", "classes", "classes_", "target_names", "label_names"];

    /// <summary>The names as whole numbers where all are different ones; else <see langword="null"/>.</summary>
    public IReadOnlyList<decimal>? Numbers { get; } = WholeNumber.OfEach(Names);

    /// <summary>The first such array of a file; <see langword="null"/> where there is none.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="held">All arrays.</param>
    /// <param name="images">How many images there are.</param>
    /// <param name="scored">What the scores are called and of how many classes they are; null where there are answers alone.</param>
    /// <param name="areLabelsTexts">Whether the labels are texts: then these are such, and nothing else tells their order.</param>
    /// <param name="note">Told which array of such a name is something else.</param>
    /// <exception cref="BadInputException">There are more or fewer names than classes, or none can be read that is needed.</exception>
    public static ListedClasses? Of(
        string path, HeldArrays held, int images, (string Name, int Classes)? scored, bool areLabelsTexts, Action<string> note)
    {
        foreach (var name in held.FindAll(Lists))
        {
            if (!areLabelsTexts && held.Shape(name) is null)
            {
                note($"{path}: {PassedOver.Objects(OneLine.Name(name))}");
                continue;
            }
            var array = held.Array(name);
            if (areLabelsTexts && !array.Values.AreTexts) continue;
            var names = array.Texts();
            var areDifferent = names.Distinct().Count() == names.Length && !names.Contains("");
            var isOfImages = names.Length == images && (scored is null ? !areDifferent : scored.Value.Classes != images);
            var isCount = names.Length == 1 && !array.Values.AreTexts
                && (scored is null || names[0] == scored.Value.Classes.ToString(CultureInfo.InvariantCulture));
            if (isCount) continue;
            if (scored is var (scores, classes) && names.Length != classes && !isOfImages)
            {
                if (AreSomeOf(classes, array, names))
                {
                    note($"{path}: {array.Name} is passed over: it holds {names.Length} numbers of the {classes} classes of {scores}");
                    continue;
                }
                throw new BadInputException(
                    $"{path}: {array.Name} holds {names.Length} names of classes ({OneLine.List(names.Select(OneLine.Quote))}) beside "
                    + $"{scores} of {classes}, expected as many");
            }
            if (!isOfImages && areDifferent) return new(array.Name, names, array.Values.AreTexts);
            if (!isOfImages && areLabelsTexts)
                throw new BadInputException($"{path}: {array.Name} holds a name twice or an empty one, expected one for each class");
            note(
                $"{path}: {array.Name} is passed over: it holds "
                + (isOfImages ? "one for each image, and not one for each class" : "a name twice or an empty one"));
        }
        return null;
    }

    /// <summary>Whether these are the numbers of some classes, as those that occur in a part of a data set.</summary>
    private static bool AreSomeOf(int classes, HeldArray array, string[] names) =>
        !array.Values.AreTexts && names.Length > 1
        && WholeNumber.OfEach(names)?.All(number => number >= 0 && number < classes) is true;
}

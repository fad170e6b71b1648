namespace IntervalCoverage;

/// <summary>One setting that is measured: a population, and how many images a test set has of each class.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Images">Images of a class.</param>
/// <param name="Weight">Its share of the repetitions: fewer where a test set takes long.</param>
/// <param name="Make">Makes the population.</param>
internal sealed record Cell(string Name, int Images, double Weight, Func<Population> Make)
{
    private static readonly double[]
        Published = [.93, .95, .84, .86, .90, .89, .95, .90, .97, .94],
        Teacher = [.94, .98, .95, .90, .96, .93, .97, .94, .97, .97],
        OneBest = [.99, .93, .84, .86, .90, .89, .92, .90, .91, .93],
        TwoBest = [.97, .97, .84, .86, .90, .89, .92, .90, .91, .93],
        Cifar10Cpu = [.87, .94, .78, .70, .82, .76, .90, .87, .92, .91];

    /// <summary>One classifier each.</summary>
    public static IReadOnlyList<Cell> Singles { get; } =
    [
        .. from profile in new[] { ("equal .92", Equal(10, .92)), ("one best", OneBest), ("published baseline", Published),
            ("cifar10-cpu", Cifar10Cpu) }
            from images in new[] { 20, 50, 100, 1000 } select Single(profile.Item1, profile.Item2, images),
        .. from images in new[] { 20, 100, 1000 } select Single("two classes, both .9", [.9, .9], images),
        Single("two classes, .95 and .85", [.95, .85], 100), Single("two classes, .99 and .80", [.99, .80], 100),
        .. from images in new[] { 20, 100 } from profile in new[] { ("100 classes, all .75", Equal(100, .75)),
            ("100 classes, .50 to .95", Spread) }
            select Single(profile.Item1, profile.Item2, images),
        Single("right in all but one image", Equal(10, .995), 20), Single("right in all but one image", Equal(10, .999), 100),
        .. from images in new[] { 50, 1000 }
            select new Cell("calibrated", images, images >= 1000 ? 0.5 : 1, () => Population.Calibrated(10, 1)),
    ];

    /// <summary>Two classifiers each, on the same images.</summary>
    public static IReadOnlyList<Cell> Pairs { get; } =
    [
        .. from profile in new[] { ("equal − equal", Equal(10, .92)), ("baseline − baseline", Published),
            ("cifar10-cpu − cifar10-cpu", Cifar10Cpu) }
            from images in new[] { 50, 1000 } select Pair(profile.Item1, profile.Item2, profile.Item2, images, .6),
        .. from images in new[] { 50, 200, 1000 } select Pair("equal − one best", Equal(10, .92), OneBest, images, .4),
        .. from images in new[] { 100, 1000 } select Pair("equal − baseline", Equal(10, .92), Published, images, .4),
        Pair("two best − one best", TwoBest, OneBest, 1000, .4), Pair("teacher − baseline", Teacher, Published, 1000, .4),
        .. from spread in new[] { .85, .75 } select Pair($"spread × {spread} − baseline", Shrunk(Published, spread), Published, 1000, .6),
        .. from spread in new[] { .85, .8 } select Pair($"spread × {spread} − cifar10-cpu", Shrunk(Cifar10Cpu, spread), Cifar10Cpu, 1000,
            .6),
        Pair("same DI in other classes", [.97, .85, .9, .9, .9, .9, .9, .9, .9, .9], [.85, .97, .9, .9, .9, .9, .9, .9, .9, .9], 1000, .4),
        Pair("two classes, both .9 − .95 and .85", [.9, .9], [.95, .85], 200, .4), Pair("two classes, equal", [.9, .9], [.9, .9], 200, .6),
        Pair("100 classes, all .75 − .50 to .95", Equal(100, .75), Spread, 100, .4),
        Pair("100 classes, equal", Equal(100, .75), Equal(100, .75), 20, .5),
        Pair("both right in all but one image", Equal(10, .999), Equal(10, .999), 100, 0),
        .. from images in new[] { 50, 200, 1000 } from factor in new[] { 1.1, 1.3 } select Sure(10, images, factor),
        Sure(10, 50, 1.05), Sure(10, 20, 1.5), Sure(10, 100, 1.5), Sure(10, 1000, 1.05), Sure(2, 20, 1.1), Sure(2, 50, 1.5),
        Sure(2, 1000, 1.1), Sure(2, 1000, 1.5), Sure(10, 50, 1, hasOwnAnswers: true), Sure(10, 100, 1.5, hasOwnAnswers: true),
        Sure(2, 1000, 1.2, hasOwnAnswers: true), Sure(10, 1000, 1.1, hasOwnAnswers: true),
    ];

    private static double[] Spread => [.. Enumerable.Range(0, 100).Select(c => .5 + .45 * c / 99)];

    private static double[] Equal(int classes, double recall) => [.. Enumerable.Repeat(recall, classes)];

    private static double[] Shrunk(double[] recalls, double spread) =>
        [.. recalls.Select(recall => recalls.Average() + spread * (recall - recalls.Average()))];

    private static Cell Single(string name, double[] recalls, int images) => Of(name, [recalls], images, 0);

    private static Cell Pair(string name, double[] first, double[] second, int images, double correlation) =>
        Of(name, [first, second], images, correlation);

    /// <summary>A calibrated classifier, and one that is too sure: on the same answers, or on answers of its own.</summary>
    private static Cell Sure(int classes, int images, double factor, bool hasOwnAnswers = false) => new(
        $"{(classes == 2 ? "two classes, " : "")}calibrated − {(hasOwnAnswers ? "another's " : "")}logits × {factor}", images,
        classes * images >= 10_000 ? 0.75 : 1, () => Population.Calibrated(classes, factor, hasOwnAnswers));

    private static Cell Of(string name, double[][] recalls, int images, double correlation) =>
        new(name, images, Weigh(recalls, images), () => Population.OfRecalls(recalls, 1000, correlation));

    private static double Weigh(double[][] recalls, int images) => (recalls[0].Length * recalls[0].Length * images) switch
    {
        >= 1_000_000 => 0.2,
        >= 200_000 => 0.4,
        >= 100_000 => 0.5,
        _ => 1,
    };
}

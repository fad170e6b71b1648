namespace Reproduction.Data;

/// <summary>A data set that the program knows by name: what its publishers say it holds and where they serve it.</summary>
/// <param name="Name">Its name in recipes and on the command line.</param>
/// <param name="ClassNames">Names in class order.</param>
/// <param name="TrainImages">Images of the official training split.</param>
/// <param name="TestImages">
/// Images of the official test split, equally many of each class unless <see cref="TestClasses"/> says other.
/// </param>
/// <param name="Address">Folder of the official files, ending in a slash.</param>
/// <param name="Files">The official files.</param>
/// <param name="Fingerprint">
/// The fingerprint of the official content (see <see cref="Dataset.Fingerprint"/>), where it was established.
/// </param>
public sealed record KnownDataset(
    string Name, IReadOnlyList<string> ClassNames, int TrainImages, int TestImages, Uri Address, IReadOnlyList<OfficialFile> Files,
    string? Fingerprint = null)
{
    /// <summary>Test images of each class, where they are not equally many.</summary>
    public IReadOnlyList<int>? TestClasses { get; private init; }

    /// <summary>How many test images a class has.</summary>
    /// <param name="label">The class.</param>
    public int TestImagesOf(int label) => TestClasses?[label] ?? TestImages / ClassNames.Count;

    /// <summary>Refuses images that are another data set's, as those of files of the same names may be.</summary>
    /// <param name="path">Where they lie.</param>
    /// <param name="read">What was read under this name.</param>
    /// <exception cref="BadInputException">They are bit-equal to another one's official images.</exception>
    internal void CheckIsNoOther(string path, Dataset read)
    {
        if (All.FirstOrDefault(other => other.Name != Name && other.Fingerprint == read.Fingerprint) is { } other)
            throw new BadInputException($"{path}: holds the images of {other.Name}, expected those of {Name}");
    }

    /// <summary>CIFAR-10 (Krizhevsky 2009), 32×32 RGB, in its binary version.</summary>
    public static KnownDataset Cifar10 { get; } = new(
        "cifar-10",
        ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"],
        50_000, 10_000,
        new Uri("https://www.cs.toronto.edu/~kriz/"),
        [new OfficialFile("cifar-10-binary.tar.gz", 170_052_171, "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd")]);

    /// <summary>CIFAR-100 (Krizhevsky 2009), 32×32 RGB, in its binary version, by its hundred fine labels.</summary>
    public static KnownDataset Cifar100 { get; } = new(
        "cifar-100",
        [
            "apple", "aquarium_fish", "baby", "bear", "beaver", "bed", "bee", "beetle", "bicycle", "bottle", "bowl", "boy",
            "bridge", "bus", "butterfly", "camel", "can", "castle", "caterpillar", "cattle", "chair", "chimpanzee", "clock",
            "cloud", "cockroach", "couch", "crab", "crocodile", "cup", "dinosaur", "dolphin", "elephant", "flatfish",
            "forest", "fox", "girl", "hamster", "house", "kangaroo", "keyboard", "lamp", "lawn_mower", "leopard", "lion",
            "lizard", "lobster", "man", "maple_tree", "motorcycle", "mountain", "mouse", "mushroom", "oak_tree", "orange",
            "orchid", "otter", "palm_tree", "pear", "pickup_truck", "pine_tree", "plain", "plate", "poppy", "porcupine",
            "possum", "rabbit", "raccoon", "ray", "road", "rocket", "rose", "sea", "seal", "shark", "shrew", "skunk",
            "skyscraper", "snail", "snake", "spider", "squirrel", "streetcar", "sunflower", "sweet_pepper", "table", "tank",
            "telephone", "television", "tiger", "tractor", "train", "trout", "tulip", "turtle", "wardrobe", "whale",
            "willow_tree", "wolf", "woman", "worm"
        ],
        50_000, 10_000,
        new Uri("https://www.cs.toronto.edu/~kriz/"),
        [new OfficialFile("cifar-100-binary.tar.gz", 168_513_733, "58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec")]);

    /// <summary>Fashion-MNIST (Xiao, Rasul and Vollgraf 2017), 28×28 grey.</summary>
    public static KnownDataset FashionMnist { get; } = new(
        "fashion-mnist",
        ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"],
        60_000, 10_000,
        new Uri("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"),
        [
            new OfficialFile("train-images-idx3-ubyte.gz", 26_421_880, "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
            new OfficialFile("train-labels-idx1-ubyte.gz", 29_515, "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
            new OfficialFile("t10k-images-idx3-ubyte.gz", 4_422_102, "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
            new OfficialFile("t10k-labels-idx1-ubyte.gz", 5_148, "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"),
        ],
        Fingerprint: "337ed9808d0073f06f3c9b09eaea6afafc1886e0ea594d4fc16f2ab37f07c5f0");

    /// <summary>MNIST (LeCun, Cortes and Burges 1998), 28×28 grey, from the mirror that PyTorch's torchvision uses.</summary>
    public static KnownDataset Mnist { get; } = new(
        "mnist",
        ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
        60_000, 10_000,
        new Uri("https://ossci-datasets.s3.amazonaws.com/mnist/"),
        [
            new OfficialFile("train-images-idx3-ubyte.gz", 9_912_422, "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
            new OfficialFile("train-labels-idx1-ubyte.gz", 28_881, "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
            new OfficialFile("t10k-images-idx3-ubyte.gz", 1_648_877, "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
            new OfficialFile("t10k-labels-idx1-ubyte.gz", 4_542, "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"),
        ])
    {
        TestClasses = [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009],
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<KnownDataset> All { get; } = [Cifar10, Cifar100, FashionMnist, Mnist];

    /// <summary>The one of that name, or null: a name that nobody knows may still be that of imported images.</summary>
    /// <param name="name">A data set's name.</param>
    public static KnownDataset? Named(string name) => All.FirstOrDefault(known => known.Name == name);
}

namespace Reproduction.Data;

/// <summary>A data set that the program knows by name: what its publishers say it holds and where they serve it.</summary>
/// <param name="Name">Its name in recipes and on the command line.</param>
/// <param name="ClassNames">Names in class order.</param>
/// <param name="TrainImages">Images of the official training split.</param>
/// <param name="TestImages">Images of the official test split, equally many of each class.</param>
/// <param name="Address">Folder of the official files, ending in a slash.</param>
/// <param name="Files">The official files.</param>
/// <param name="Fingerprint">The fingerprint of the official content (see <see cref="Dataset.Fingerprint"/>), where it was established.</param>
public sealed record KnownDataset(
    string Name, IReadOnlyList<string> ClassNames, int TrainImages, int TestImages, Uri Address, IReadOnlyList<OfficialFile> Files,
    string? Fingerprint = null)
{
    /// <summary>CIFAR-10 (Krizhevsky 2009), 32×32 RGB, in its binary version.</summary>
    public static KnownDataset Cifar10 { get; } = new(
        "cifar-10",
        ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"],
        50_000, 10_000,
        new Uri("https://www.cs.toronto.edu/~kriz/"),
        [new OfficialFile("cifar-10-binary.tar.gz", "c32a1d4ab5d03f1284b67883e8d87530")]);

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
        [new OfficialFile("cifar-100-binary.tar.gz", "03b5dce01913d631647c71ecec9e9cb8")]);

    /// <summary>Fashion-MNIST (Xiao, Rasul and Vollgraf 2017), 28×28 grey.</summary>
    public static KnownDataset FashionMnist { get; } = new(
        "fashion-mnist",
        ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"],
        60_000, 10_000,
        new Uri("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"),
        [
            new OfficialFile("train-images-idx3-ubyte.gz", "8d4fb7e6c68d591d4c3dfef9ec88bf0d"),
            new OfficialFile("train-labels-idx1-ubyte.gz", "25c81989df183df01b3e8a0aad5dffbe"),
            new OfficialFile("t10k-images-idx3-ubyte.gz", "bef4ecab320f06d8554ea6380940ec79"),
            new OfficialFile("t10k-labels-idx1-ubyte.gz", "bb300cfdad3c16e7a12a480ee83cd310"),
        ],
        Fingerprint: "337ed9808d0073f06f3c9b09eaea6afafc1886e0ea594d4fc16f2ab37f07c5f0");

    /// <summary>MNIST (LeCun, Cortes and Burges 1998), 28×28 grey, from the mirror that PyTorch's torchvision uses.</summary>
    public static KnownDataset Mnist { get; } = new(
        "mnist",
        ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
        60_000, 10_000,
        new Uri("https://ossci-datasets.s3.amazonaws.com/mnist/"),
        [
            new OfficialFile("train-images-idx3-ubyte.gz", "f68b3c2dcbeaaa9fbdd348bbdeb94873"),
            new OfficialFile("train-labels-idx1-ubyte.gz", "d53e105ee54ea40749a09fcbcd1e9432"),
            new OfficialFile("t10k-images-idx3-ubyte.gz", "9fb629c4189551a2d022fa330f9573f3"),
            new OfficialFile("t10k-labels-idx1-ubyte.gz", "ec29112dd5afa0611ce80d1b7f02629c"),
        ]);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<KnownDataset> All { get; } = [Cifar10, Cifar100, FashionMnist, Mnist];

    /// <summary>The one of that name, or null: a name that nobody knows may still be that of imported images.</summary>
    /// <param name="name">A data set's name.</param>
    public static KnownDataset? Named(string name) => All.FirstOrDefault(known => known.Name == name);
}

/// <summary>A file as a data set's publishers serve it.</summary>
/// <param name="FileName">Its name.</param>
/// <param name="Md5">Its published MD5, hexadecimal.</param>
public sealed record OfficialFile(string FileName, string Md5);

using System.Text.RegularExpressions;
using Reproduction.Claims.FigureAudits.Lines;

namespace Reproduction.Claims.FigureAudits.Tables;

/// <summary>Titles and names that say that rows are models, sets or folds, of each of which there may be a table, and no classes.</summary>
internal static partial class ModelNames
{
    private static readonly string[] Models =
    [
        "model", "models", "method", "methods", "network", "networks", "classifier", "classifiers", "algorithm", "approach",
        "architecture", "backbone", "estimator", "system", "fold", "folds", "seed", "seeds", "epoch", "epochs", "step", "steps", "run",
        "runs", "trial", "trials", "iteration", "iterations", "experiment", "experiments", "checkpoint", "checkpoints", "dataset",
        "datasets", "split", "splits", "set", .. Letters.AllBare(
            "modell", "modelle", "verfahren", "methode", "methoden", "klassifikator", "netz", "netzwerk", "algorithmus",
            "ansatz", "datensatz", "durchlauf", "modèle", "modèles", "méthode", "méthodes", "classifieur", "réseau",
            "algorithme", "approche", "modelo", "modelos", "método", "métodos", "clasificador", "classificador",
            "rede", "algoritmo", "algoritmos", "enfoque", "abordagem", "modello", "modelli", "metodo", "metodi",
            "classificatore", "rete", "модель", "модели", "метод", "методы", "классификатор", "алгоритм", "подход", "сеть",
            "фолд", "датасет", "yöntem", "yöntemler", "sınıflandırıcı", "algoritma", "metoda", "metody",
            "klasyfikator", "algorytm", "sieć", "algoritme", "klassificeerder", "模型", "模型名称", "模型名稱", "方法", "算法", "演算法", "分类器",
            "分類器", "网络", "網路", "数据集", "資料集", "轮次", "实验", "モデル", "モデル名", "手法", "アルゴリズム", "ネットワーク", "データセット", "エポック", "모델",
            "모델명", "방법", "알고리즘", "분류기", "네트워크", "데이터셋", "에폭"),
    ];

    private static readonly string[] OfClasses =
    [
        "class", "classes", "label", "labels", "category", "categories", "klasse", "klassen", "kategorie", "classe", "clase", "clases",
        "categoria", .. Letters.AllBare(
            "étiquette", "catégorie", "categoría", "etiqueta", "rótulo", "etichetta", "класс", "классы", "метка", "категория",
            "клас", "sınıf", "sınıflar", "etiket", "kategori", "klasa", "etykieta", "kategoria", "klass", "klasser", "třída",
            "kelas", "类别", "類別", "类", "標籤", "标签", "分类", "分類", "クラス", "クラス名", "ラベル", "カテゴリ", "カテゴリー", "클래스", "레이블", "라벨", "범주"),
    ];

    /// <summary>What may stand before them: a car model and an operating system may be classes.</summary>
    private static readonly string[] Kinds =
    [
        "base", "baseline", "ml", "dl", "deep", "machine", "learning", "neural", "pretrained", "trained", "language", "classification",
        "detection", "data", "train", "training", "test", "validation", "random", "cv",
    ];

    /// <summary>
    /// What rows are called that have images of their own: groups of people, places, readers. Some of them may be classes, too, as the age
    /// of people is.
    /// </summary>
    private static readonly string[] Groups =
    [
        "group", "groups", "subgroup", "subgroups", "subpopulation", "population", "demographic", "demographics", "sensitive", "protected",
        "sex", "gender", "age", "race", "ethnicity", "ancestry", "cohort", "cohorts", "site", "sites", "hospital", "hospitals", "clinic",
        "center", "centre", "institution", "stratum", "strata", "subset", "reader", "readers", "rater", "scanner", "vendor",
        "language", "languages", "country", "countries", "region", "regions", "city", "variant", "variants", "version", "setting",
        "settings", "configuration", "config", "scenario", "user", "participant", "patient", .. Letters.AllBare(
            "gruppe", "gruppen", "geschlecht", "alter", "altersgruppe", "standort", "klinik", "krankenhaus", "zentrum",
            "sprache", "groupe", "groupes", "sexe", "âge", "hôpital", "langue", "pays", "grupo", "grupos", "sexo", "género",
            "gênero", "edad", "idade", "idioma", "país", "gruppo", "gruppi", "sesso", "età", "ospedale", "paese", "группа",
            "группы", "пол", "возраст", "больница", "язык", "страна", "grup", "cinsiyet", "yaş", "hastane", "dil", "ülke",
            "grupa", "płeć", "wiek", "szpital", "kraj", "groep", "geslacht", "leeftijd", "组别", "分组", "性别", "性別", "年龄", "年齡",
            "年齢", "医院", "醫院", "语言", "国家", "グループ", "施設", "病院", "言語", "그룹", "성별", "연령", "나이", "병원", "언어", "국가"),
    ];

    /// <summary>Languages, each of which may have texts of its own, as well as be a class of texts.</summary>
    private static readonly string[] Languages =
    [
        "arabic", "bengali", "bulgarian", "chinese", "czech", "danish", "dutch", "english", "finnish", "french", "german", "greek",
        "hebrew", "hindi", "hungarian", "indonesian", "italian", "japanese", "korean", "mandarin", "norwegian", "persian", "polish",
        "portuguese", "romanian", "russian", "spanish", "swahili", "swedish", "tamil", "thai", "turkish", "ukrainian", "urdu", "vietnamese",
    ];

    /// <summary>What names of classifiers begin with. Of classes, such as the senders CNN and Fox, one at most does.</summary>
    private static readonly string[] Classifiers =
    [
        "svm", "linear svm", "svc", "support vector", "random forest", "decision tree", "logistic regression", "naive bayes",
        "gaussian naive bayes", "multinomial naive bayes", "knn", "k nn", "k nearest", "xgboost", "lightgbm", "catboost", "adaboost",
        "gradient boosting", "mlp", "multilayer perceptron", "cnn", "rnn", "lstm", "bilstm", "bi lstm", "gru", "bigru", "bert",
        "distilbert", "roberta", "deberta", "resnet", "resnext", "vgg", "vggnet", "densenet", "efficientnet", "mobilenet", "squeezenet",
        "shufflenet", "inception v", "inceptionv", "xception", "alexnet", "googlenet", "lenet", "convnext", "swin", "vit", "deit", "our",
        "ours", "proposed", "baseline",
    ];

    /// <summary>Whether rows under a title are classes for certain.</summary>
    public static bool IsOfClasses(string title) =>
        Column.Plain(title) == "name" || WordsOf(title).Any(OfClasses.Contains);

    /// <summary>Whether rows under a title are models.</summary>
    public static bool IsOfModels(string title)
    {
        var words = WordsOf(Remark().Replace(title, ""));
        if (words.Length > 1 && words[^1] is "name" or "id") words = words[..^1];
        return !IsOfClasses(title) && Models.Contains(words[^1]) && words[..^1].All(Kinds.Contains);
    }

    /// <summary>Whether rows under a title may be groups with images of their own, and nothing says that they are classes.</summary>
    public static bool IsOfGroups(string title) =>
        !IsOfClasses(title) && WordsOf(Remark().Replace(title, "")).Any(Groups.Contains);

    /// <summary>Whether rows that nothing calls classes may be groups by their own names: languages.</summary>
    public static bool AreGroups(string title, IReadOnlyList<FoundRow> classes) =>
        !IsOfClasses(title) && classes.Count > 1 && classes.All(row => Languages.Contains(Column.Plain(row.Name)));

    /// <summary>Whether titles without a mark between are one of models and one of classes.</summary>
    public static bool AreBoth(string titles) =>
        WordsOf(titles) is var words && words.Any(Models.Contains) && words.Any(IsOfClasses)
        && words.All(word => Models.Contains(word) || IsOfClasses(word));

    /// <summary>Whether a name is one of a classifier, as SVM and ResNet-50 are.</summary>
    /// <param name="name">The name, plain.</param>
    public static bool IsOfClassifier(string name) => Classifiers.Any(classifier => name.StartsWith(classifier, StringComparison.Ordinal)
        && (name.Length == classifier.Length || !char.IsLetter(name[classifier.Length])));

    /// <summary>Refuses rows or columns that are called models.</summary>
    /// <exception cref="UnjudgedTableException">The title says that these are no classes.</exception>
    public static void Refuse(string place, string title, string what = "rows")
    {
        if (IsOfModels(title)) throw NoClasses($"{place}: {what} of '{Shown.Short(title)}', expected {what} of classes");
    }

    /// <summary>Refuses classes that are all called <c>Fold 1</c>, <c>Model A</c> and so on.</summary>
    /// <exception cref="UnjudgedTableException">They are.</exception>
    public static void Refuse(string source, IReadOnlyList<FoundRow> classes)
    {
        if (classes.Count > 1 && classes.All(row => Numbered().Match(Column.Plain(row.Name)) is { Success: true } name
            && Models.Contains(Letters.Bare(name.Groups[1].Value))))
            throw NoClasses($"{source}:{classes[0].Line}: '{Shown.Short(classes[0].Name)}', expected the name of a class");
    }

    /// <summary>Refuses rows that nothing calls classes, half of which or more are called as classifiers are: SVM, CNN, ours.</summary>
    /// <exception cref="UnjudgedTableException">They are.</exception>
    public static void RefuseClassifiers(string source, string title, IReadOnlyList<FoundRow> classes)
    {
        FoundRow[] classifiers = [.. classes.Where(row => IsOfClassifier(Column.Plain(row.Name)))];
        if (classifiers.Length > 1 && classifiers.Length * 2 >= classes.Count && !IsOfClasses(title))
            throw NoClasses(
                $"{source}:{classifiers[0].Line}: '{Shown.Short(classifiers[0].Name)}', as classifiers are called, expected the name of a "
                + "class, or a title 'class' above it");
    }

    /// <summary>What to do with figures of models.</summary>
    public static UnjudgedTableException NoClasses(string found) =>
        new($"{found}; what is said of one model can be given as --claim beside --support");

    private static string[] WordsOf(string title) => Letters.Bare(Column.Plain(title)).Split(' ');

    [GeneratedRegex(@"\s*\([^)]*\)")]
    private static partial Regex Remark();

    [GeneratedRegex(@"^(\p{L}+) ?([0-9]+|[a-z])$")]
    private static partial Regex Numbered();
}

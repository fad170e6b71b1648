using System.Text.RegularExpressions;
using Reproduction.Claims.FigureAudits.Lines;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.FigureAudits.Tables;

/// <summary>What a column of a table is.</summary>
internal enum ColumnKind
{
    /// <summary>A score of each class.</summary>
    Figure,

    /// <summary>Images.</summary>
    Support,

    /// <summary>What a row is of.</summary>
    Name,

    /// <summary>What is not judged: an area under a curve, say, or imbalanced-learn's <c>iba</c>, whose α is not printed.</summary>
    Other,
}

/// <summary>A column of a table.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Title">As it is printed.</param>
/// <param name="Score">Of a figure.</param>
/// <param name="Complement">Whether the figure is what is missing to 1.</param>
internal sealed partial record Column(ColumnKind Kind, string Title, Score Score = default, bool Complement = false)
{
    private static readonly (string[] Titles, Score Score, bool Complement)[] Figures =
    [
        (Letters.AllBare(
            "precision", "prec", "pre", "ppv", "pos pred value", "positive predictive value", "precision score", "p", "präzision",
            "précision", "valeur prédictive positive", "precisión", "valor predictivo positivo", "precisão", "valor preditivo positivo",
            "precisione", "valore predittivo positivo", "kesinlik", "precyzja", "precisie", "præcision", "presisjon", "presisi",
            "精确率", "精确度", "精準率", "精準度", "精確率", "精確度", "精准率", "精准度", "查准率", "查準率", "適合率", "정밀도"), Score.Precision, false),
        (Letters.AllBare(
            "recall", "rec", "tpr", "tp rate", "true positive rate", "recall score", "r", "trefferquote", "rappel", "exhaustividad",
            "revocação", "richiamo", "полнота", "повнота", "geri çağırma", "úplnost", "召回率", "召回", "查全率", "再現率", "재현율"),
            Score.Recall, false),
        (Letters.AllBare(
            "sensitivity", "sens", "sensitivität", "sensibilité", "sensibilidad", "sensibilidade", "sensibilità",
            "чувствительность", "чутливість", "duyarlılık", "czułość", "sensitiviteit", "gevoeligheid", "sensitivitet",
            "känslighet", "citlivost", "senzitivita", "sensitivitas", "灵敏度", "靈敏度", "敏感度", "敏感性", "感度", "민감도"), Score.Recall, false),
        (Letters.AllBare(
            "f1 score", "f1", "f 1", "f 1 score", "f score", "fscore", "f measure", "f1 measure", "f1score", "f", "f1 maß",
            "f maß", "f1 wert", "f wert", "score f1", "score f", "f1 mesure", "f mesure", "mesure f1", "mesure f", "puntuación f1",
            "puntuación f", "puntaje f1", "medida f1", "medida f", "valor f1", "valor f", "pontuação f1", "escore f1",
            "punteggio f1", "punteggio f", "misura f1", "misura f", "f мера", "f1 мера", "f міра", "f1 міра", "f1 skoru",
            "f skoru", "f1 puanı", "f1 değeri", "f1 ölçütü", "f ölçütü", "f ölçüsü", "miara f1", "miara f", "f1 maat", "f maat",
            "f1 mått", "f1 värde", "f mått", "f1 skóre", "skor f1", "f1 skor", "f1值", "f1 值", "f值", "f 值", "f1分数", "f1 分数", "f1分數",
            "f1 分數", "f1得分", "f1 得分", "f値", "f 値", "f1値", "f1 値", "f1スコア", "f1 スコア", "fスコア", "f尺度", "f1 점수", "f1점수", "f 점수",
            "f1 스코어", "f1스코어", "f1 값", "f1값"), Score.F1, false),
        (Letters.AllBare(
            "specificity", "spe", "spec", "tnr", "true negative rate", "spezifität", "spécificité", "especificidad", "especificidade",
            "specificità", "специфичность", "специфічність", "özgüllük", "swoistość", "specyficzność", "specificiteit", "specificitet",
            "spesifisitet", "spesifisitas", "特异度", "特异性", "特異度", "特異性", "특이도"), Score.Specificity, false),
        (["fp rate", "fpr", "false positive rate"], Score.Specificity, true),
        (["npv", "neg pred value", "negative predictive value"], Score.NegativePredictiveValue, false),
        (["mcc"], Score.MatthewsCorrelation, false),
        (["geo", "g mean", "gmean"], Score.GeometricMean, false),
        (["jaccard", "iou"], Score.Jaccard, false),
    ];

    /// <summary>
    /// Words for recall as those who search documents say, beside which a word for accuracy or precision is precision; beside a word for
    /// sensitivity it may be either.
    /// </summary>
    private static readonly string[] OfRetrieval =
        Letters.AllBare("trefferquote", "exhaustividad", "полнота", "повнота", "úplnost", "召回", "查全率", "再現率");

    /// <summary>Support in other languages.</summary>
    private static readonly string[] OfSupport = Letters.AllBare(
        "soporte", "suporte", "supporto", "unterstützung", "поддержка", "підтримка", "destek", "wsparcie", "ondersteuning", "stöd",
        "dukungan", "支持", "支持数", "支持數", "支持度", "サポート", "サポート数", "지지도", "지원");

    /// <summary>Numbers of what is classified in other languages, which may be of a whole data set.</summary>
    private static readonly string[] OfAmounts = Letters.AllBare(
        "anzahl", "anzahl bilder", "effectif", "effectifs", "nombre", "échantillons", "nombre d'échantillons", "nombre d'images",
        "muestras", "número de muestras", "cantidad", "amostras", "número de amostras", "quantidade", "campioni",
        "numero di campioni", "количество", "кол во", "число примеров", "кількість", "örnek sayısı", "adet", "liczba",
        "liczba próbek", "liczebność", "aantal", "antal", "počet", "jumlah", "样本数", "样本量", "样本数量", "樣本數", "数量", "數量", "データ数",
        "サンプル数", "件数", "枚数", "표본 수", "샘플 수", "데이터 수", "개수");

    /// <summary>What a score may be called in brackets behind its name, but not alone.</summary>
    private static readonly (string Remark, Score Score)[] OtherNames =
    [
        ("user's accuracy", Score.Precision), ("ua", Score.Precision), ("producer's accuracy", Score.Recall), ("pa", Score.Recall),
        ("hit rate", Score.Recall), ("dice", Score.F1), ("dice score", Score.F1), ("dsc", Score.F1), ("harmonic mean", Score.F1),
        ("β=1", Score.F1), ("beta=1", Score.F1), ("fall out", Score.Specificity),
        ("matthews correlation coefficient", Score.MatthewsCorrelation),
    ];

    /// <summary>Words for sets of images other than those that scores are of, as a pattern.</summary>
    internal const string OtherSets = "train|training|val|valid|validation";

    /// <summary>Words for what became of images, which are not those of a class, as a pattern.</summary>
    internal const string OtherCounts =
        "correct|correctly|right|wrong|hits?|errors?|mistakes|misses|missed|misclassified|pred|predicted|predictions?";

    private static readonly string[] Supports =
        ["support", "sup", "supports", "n", "count", "samples", "instances", "num samples", "# samples", "images"];
    private static readonly string[] Names =
        ["class", "classes", "label", "labels", "category", "class name", "name", "split", "tag", "metric", "metrics", ""];
    private static readonly string[] Others =
    [
        "accuracy", "acc", "tp", "fp", "fn", "tn", "true positives", "false positives", "false negatives", "true negatives",
        "truepositives",
        "falsepositives", "falsenegatives", "truenegatives", "iba",
        "roc area", "prc area", "auc", "roc auc", "f beta", "pred", "predicted", "index", "selection rate", "false negative rate", "fnr",
        "fn rate", "balanced accuracy", "error rate", "base rate",
    ];
    private static readonly string[] OfTheClass = ["test", "set", "per", "class"];
    private static readonly string[] OfAverages = ["macro", "micro", "weighted", "avg", "average", "averaged"];
    private static readonly string[] OfNumbers = ["number", "of", "#", "no"];

    /// <summary>Whether its title says that it is in per cent.</summary>
    public bool SaysPerCent => IsPerCent(Title);

    /// <summary>
    /// Whether its title may mean something else than the score: it says more in brackets, such as a model, or is a letter by itself.
    /// </summary>
    public bool IsUnsure { get; private init; }

    /// <summary>Whether its title says more in brackets, which tells it from another column of the score: a model, say.</summary>
    public bool IsRemarked { get; private init; }

    /// <summary>
    /// Whether its title counts something that may be other images than those of the scores: it is of images only where its numbers are
    /// whole and an average has their sum.
    /// </summary>
    public bool MayBeOfOthers { get; private init; }

    /// <summary>Whether it stands beside precision and recall of detected objects alone: an average precision at an overlap.</summary>
    public bool IsOfDetections => Detections().IsMatch(Plain(Title));

    /// <summary>
    /// Whether its title is a word for accuracy and for precision: it is precision where the table has no other and its recall is called so
    /// that it can be nothing else.
    /// </summary>
    public bool MayBeAccuracy { get; private init; }

    /// <summary>Whether it is recall by a word that stands beside precision.</summary>
    public bool IsOfRetrieval => IsOf(Score.Recall) && Compared(Title) is var bare
        && OfRetrieval.Any(word => bare.Contains(word, StringComparison.Ordinal));

    /// <summary>The column as precision, though its title may mean accuracy elsewhere.</summary>
    public Column AsPrecision() => this with { Kind = ColumnKind.Figure, IsUnsure = false, MayBeAccuracy = false };

    /// <summary>What a title says; <see langword="null"/> of one that is not known.</summary>
    public static Column? Of(string title)
    {
        var plain = Compared(title);
        if ((Called(plain, title) ?? OfTwoNames(title)) is { } known) return known;
        var remarked = Remark().Match(plain);
        if (!remarked.Success || Called(remarked.Groups[1].Value, title) is not { } called) return null;
        var remark = remarked.Groups[2].Value;
        // Which of two it is may stand behind it: точность (precision).
        if (called.MayBeAccuracy && Called(remark, title) is { IsUnsure: false } own
            && (own.IsOf(Score.Precision) || IsCalledAccuracy(remark)))
            return own;
        return called.Kind is ColumnKind.Name or ColumnKind.Other || called.MeansTheSame(remark) ? called
            : called.Kind == ColumnKind.Support ? (OtherImages().IsMatch(remark) ? called with { Kind = ColumnKind.Other } : called)
            : called.IsOfAnother(remark) ? called.AsUnsure()
            : called with { IsRemarked = true };
    }

    /// <summary>A score under names of it with a stroke between: <c>Sensitivity/Recall</c>.</summary>
    private static Column? OfTwoNames(string title)
    {
        if (!title.Contains('/', StringComparison.Ordinal)) return null;
        Column?[] names = [.. title.Split('/').Select(name => Called(Compared(name), title))];
        return names[0] is { Kind: ColumnKind.Figure } first && names.All(name => name == first) ? first : null;
    }

    /// <summary>
    /// The score whose title says that an interval stands behind it, as <c>Recall (95% CI)</c> does: for a column of scores with intervals.
    /// Beside another column of the score it stays what it is.
    /// </summary>
    /// <param name="columns">All of the table.</param>
    public Column WithoutInterval(IReadOnlyList<Column> columns) =>
        IsUnsure && OfInterval().Replace(Title, "") is var bare && bare != Title && Of(bare) is { Kind: ColumnKind.Figure } own
        && !columns.Any(other => other.Kind == ColumnKind.Figure && (other.Score, other.Complement) == (own.Score, own.Complement))
            ? own
            : this;

    /// <summary>Whether what stands in brackets is another score, an F of another weight, of what was trained on, or an interval.</summary>
    private bool IsOfAnother(string remark) => OtherFigure().IsMatch(remark) || Figures.Any(figure =>
        (figure.Score, figure.Complement) != (Score, Complement) && figure.Titles.Contains(remark));

    /// <summary>A column by a name without brackets.</summary>
    private static Column? Called(string plain, string title)
    {
        foreach (var (titles, score, complement) in Figures)
            if (titles.Contains(plain)) return new(ColumnKind.Figure, title, score, complement);
        // A share of all images is no number of them.
        if (Supports.Contains(plain)) return new(PerCent().IsMatch(title) ? ColumnKind.Other : ColumnKind.Support, title);
        if (IsAmount(plain))
            return PerCent().IsMatch(title) ? new(ColumnKind.Other, title) : new(ColumnKind.Support, title) { MayBeOfOthers = true };
        if (Names.Contains(plain)) return new(ColumnKind.Name, title);
        if (AccuracyNames.MayBePrecision(plain))
            return new(ColumnKind.Other, title, Score.Precision) { IsUnsure = true, MayBeAccuracy = true };
        return Others.Contains(plain) || AccuracyNames.IsSure(plain) || Quantity().IsMatch(plain) || OtherF().IsMatch(plain)
            ? new(ColumnKind.Other, title)
            : null;
    }

    /// <summary>
    /// Whether what stands in brackets behind its name is other names of it, or that it is of a class in a test, or how those of classes
    /// were averaged.
    /// </summary>
    private bool MeansTheSame(string remark) =>
        remark.Split([",", ";", " or "], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).All(name =>
            Kind == ColumnKind.Support
                ? name.Split(' ').All(word => Supports.Contains(word) || OfNumbers.Contains(word) || OfTheClass.Contains(word))
                : name.Split(' ').All(word => OfTheClass.Contains(word) || OfAverages.Contains(word))
                    || OtherNames.Contains((name, Score)) || Figures.Any(figure =>
                    (figure.Score, figure.Complement) == (Score, Complement) && figure.Titles.Contains(name)));

    /// <summary>The column as one that is not judged, because its title may mean something else.</summary>
    public Column AsUnsure() => this with { Kind = ColumnKind.Other, IsUnsure = true };

    /// <summary>Whether it is this score, or may be it.</summary>
    public bool IsOf(Score score) => IsScore && Score == score;

    /// <summary>Whether it is a score, or may be one.</summary>
    public bool IsScore => Kind == ColumnKind.Figure || IsUnsure;

    /// <summary>Whether a title says support, whatever it says behind.</summary>
    public static bool IsCalledSupport(string title) => Compared(title).Split(' ', '(')[0] is var first
        && (first is "support" or "supports" or "sup" or "supp" || OfSupport.Contains(first));

    /// <summary>Whether a title is of images, be it in per cent.</summary>
    public static bool IsOfImages(string title) => Compared(title) is var plain && (Supports.Contains(plain) || IsAmount(plain));

    /// <summary>Whether a title is of the images that scores are of for sure, and not perhaps of those of a whole data set.</summary>
    public static bool IsOfTheseImages(string title) =>
        Compared(title) is var plain
        && (Supports.Contains(plain) || OfSupport.Contains(plain) || CountedForSure().IsMatch(plain));

    /// <summary>Whether a title says that its numbers are per cent.</summary>
    public static bool IsPerCent(string title) => PerCent().IsMatch(title);

    /// <summary>A title without what it says of its unit.</summary>
    public static string WithoutUnit(string title) => PerCent().Replace(title, " ").Trim();

    /// <summary>Whether a title says accuracy, and no more.</summary>
    public static bool IsCalledAccuracy(string title) =>
        Compared(title) is var plain && (plain is "accuracy" or "acc" || AccuracyNames.Has(plain));

    /// <summary>Lower case, one space for what parts words, no ligatures, with which a PDF is copied.</summary>
    public static string Plain(string title) =>
        Separators().Replace(
            CellText.Plain(
                PerCent().Replace(Arrows().Replace(Ligatures().Replace(title, letters => LettersOf(letters.Value[0])), " "), " "))
                .Replace("$", "", StringComparison.Ordinal)
                .Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal)
                .Trim('*', '`', '"', '\'', ':', ' ').ToLowerInvariant(), " ")
            .Trim();

    /// <summary>A title as it is compared with others, in whatever language and with whatever accents.</summary>
    private static string Compared(string title) => Letters.Bare(Plain(title));

    private static bool IsAmount(string plain) => Counted().IsMatch(plain) || OfSupport.Contains(plain) || OfAmounts.Contains(plain);

    private static string LettersOf(char ligature) => ligature switch
    {
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        _ => "ffl",
    };

    [GeneratedRegex("[ﬀ-ﬄ]")]
    private static partial Regex Ligatures();

    /// <summary>What a title says of its unit.</summary>
    [GeneratedRegex(
        @"\(\s*(?:in\s+)?(?:\\?%|per ?cent|pct)\s*\)|\[\s*(?:in\s+)?\\?%\s*\]|\bin\s+(?:\\?%|per ?cent)|\\?%",
        RegexOptions.IgnoreCase)]
    private static partial Regex PerCent();

    /// <summary>
    /// Short for support, and numbers of what is classified. Those of images are mostly of whole data sets, unless they are of the test.
    /// </summary>
    [GeneratedRegex("^(?:" + ForSure + "|(?:# ?|(?:n|no|nr|num|number)(?: of)? )(?:samples|instances|examples))$")]
    private static partial Regex Counted();

    /// <summary>Support, in short, and what says that it is of the test.</summary>
    private const string ForSure = "supp|(?:# ?|(?:n|no|nr|num|number)(?: of)? )?(?:test|testing) (?:images|samples|instances|examples)";

    [GeneratedRegex("^(?:" + ForSure + ")$")]
    private static partial Regex CountedForSure();

    /// <summary>What a training's log has of each epoch.</summary>
    [GeneratedRegex("^(?:(?:training|train|validation|valid|val|test|eval) )?(?:loss|runtime|time)$")]
    private static partial Regex Quantity();

    /// <summary>A title with another name behind it, in brackets.</summary>
    [GeneratedRegex(@"^(.+?) ?[(\[]([^()\[\]]*)[)\]]$")]
    private static partial Regex Remark();

    /// <summary>Which way is better.</summary>
    [GeneratedRegex(@"\\[a-zA-Z]*arrow(?![a-zA-Z])|[↑↓]")]
    private static partial Regex Arrows();

    /// <summary>An interval in brackets behind a title.</summary>
    [GeneratedRegex(@"\s*[(\[][^()\[\]]*\b(?:ci|confidence interval)\b[^()\[\]]*[)\]]\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex OfInterval();

    /// <summary>Images of another set, or not one by one.</summary>
    [GeneratedRegex(
        @"\b(?:" + OtherSets + "|" + OtherCounts
        + @"|dev|development|thousands?|k|millions?|share|portion|proportion|percent|percentage)\b|%")]
    private static partial Regex OtherImages();

    [GeneratedRegex(@"^(?:β|beta) ?= ?(?!1$)[0-9. ]+|\b(?:train|training|ci|confidence|interval)\b")]
    private static partial Regex OtherFigure();

    /// <summary>A mean of precision and recall that weighs one of them more: the F2, the F0.5.</summary>
    [GeneratedRegex("^f ?(?:2|0 5)(?: ?(?:score|measure))?$")]
    private static partial Regex OtherF();

    [GeneratedRegex("^(?:map(?![a-z])|ap ?@? ?[0-9])")]
    private static partial Regex Detections();

    [GeneratedRegex(@"[\s_\-\u2010-\u2015\u2212./\\]+")]
    private static partial Regex Separators();
}

using System.Text.RegularExpressions;
using Reproduction.Claims.FigureAudits.Lines;

namespace Reproduction.Claims.FigureAudits.Tables;

/// <summary>What averages are called in other languages than English, alone or mixed with it: <c>Makro avg</c>.</summary>
internal static partial class AverageWords
{
    private const string Mean =
        "(?:avg|average|mean|durchschnitt(?:swert)?|mittel(?:wert)?|moyenne|moy|promedio|prom|media|medie|gemiddelde?"
        + "|ortalama(?:si)?|ort|srednia|medelvarde|medel|genomsnitt|gennemsnit|gjennomsnitt|prumer|rata rata"
        + "|средн[а-я]+(?: значение)?|усреднени[а-я]+|середн[а-яєії]+|平均[值値]?|均值|평균값?)";

    private const string OneOfMacro = "(?:makro|макро|宏|マクロ|매크로)";

    private const string OneOfMicro = "(?:mikro|микро|мікро|マイクロ|마이크로)";

    private const string OneOfWeighted =
        "(?:gewichtet[a-z]*|ponderee?|ponderad[oa]|pesata|ponderata|взвешенн[а-я]+|зважен[а-яєії]+|agirlikli|wazona|gewogen|viktat|viktad"
        + "|vaegtet|vektet|vazeny|tertimbang|terbobot|加权|加權|加重|重み付き|重み付け|가중치?)";

    private const string Macro = "(?:macro|宏观|宏觀|巨集|" + OneOfMacro + ")";

    private const string Micro = "(?:micro|微观?|微觀|ミクロ|" + OneOfMicro + ")";

    private const string Weighted = "(?:gew|взвеш|" + OneOfWeighted + ")";

    private const string Unweighted =
        "(?:(?:un|nicht ?)gewichtet[a-z]*|non ponderee?|(?:no|nao) ponderad[oa]|non (?:pesata|ponderata)|невзвешенн[а-я]+|незважен[а-яєії]+"
        + "|agirliksiz|niewazona|ongewogen|oviktat|oviktad|[未非]加[权權])";

    /// <summary>A weighted mean in one word.</summary>
    private const string WeightedMean = "средневзвешенн[а-я]+(?: значение)?|средньозважен[а-яєії]+|sredniawazona";

    private const string Samples = "(?:stichproben|echantillons|muestras|amostras|campioni|样本|樣本|サンプル|샘플|표본)";

    /// <summary>No letter of another word stands there; Macromedia is a name.</summary>
    private const string Begin = @"(?<!\p{L})(?!m[ai]cromedi[ae](?!\p{L}))(?:";

    private const string End = @")(?!\p{L})";

    /// <summary>
    /// What averages are called that do not say of what kind they are; the words of some languages are those for a medium class, too.
    /// </summary>
    private static readonly string[] Means =
    [
        "durchschnitt", "mittelwert", "moyenne", "promedio", "gemiddelde", "genomsnitt", "medelvarde", "gennemsnit", "gjennomsnitt",
        "prumer", "平均", "平均值", "平均値", "均值", "평균", "평균값",
    ];

    /// <summary>The kind of a name; <see langword="null"/> of a class's, and of one that is English alone.</summary>
    public static Average? Kind(string name)
    {
        if (OfKind(Spaced(name)) is { } own) return own;
        // One language behind another: 宏平均 (macro avg).
        return Two().Match(Letters.Bare(name)) is { Success: true } two
            && (OfKind(Spaced(two.Groups[1].Value)) ?? OfKind(Spaced(two.Groups[2].Value))) is { } kind
            && AverageName.Kind(two.Groups[1].Value) == kind && AverageName.Kind(two.Groups[2].Value) == kind
                ? kind
                : null;
    }

    /// <summary>The kind that words within a name say; <see langword="null"/> if they say none.</summary>
    public static Average? Within(string name)
    {
        var spaced = Spaced(name);
        return !Kinds().IsMatch(spaced) ? null
            : OfMacro().IsMatch(spaced) ? Average.Macro
            : OfWeighted().IsMatch(spaced) ? Average.Weighted
            : OfMicro().IsMatch(spaced) ? Average.Micro
            : null;
    }

    /// <summary>Whether a word is that of an average of whatever kind.</summary>
    public static bool IsMean(string word) => Means.Contains(Letters.Bare(word));

    /// <summary>Whether a name is that of accuracy, and no English one.</summary>
    public static bool IsAccuracy(string name) => AccuracyNames.Has(Spaced(name));

    /// <summary>Whether it is one word that a class may be called, too.</summary>
    public static bool IsBare(string name) => OneWord().IsMatch(Spaced(name));

    private static Average? OfKind(string spaced) =>
        AccuracyNames.Has(spaced) ? Average.Accuracy
        // Names of classes, of which there are many, mostly end here.
        : !Kinds().IsMatch(spaced) || English().IsMatch(spaced) ? null
        : IsWhole(OfMacro().Match(spaced), spaced) || OneMacro().IsMatch(spaced) ? Average.Macro
        : IsWhole(OfWeighted().Match(spaced), spaced) || OneWeighted().IsMatch(spaced) ? Average.Weighted
        : IsWhole(OfMicro().Match(spaced), spaced) || OneMicro().IsMatch(spaced) ? Average.Micro
        : IsWhole(OfSamples().Match(spaced), spaced) ? Average.Samples
        : null;

    private static bool IsWhole(Match found, string text) => found.Success && found.Length == text.Length;

    private static string Spaced(string name) => Separators().Replace(Letters.Bare(name), " ").Trim();

    [GeneratedRegex(
        Begin + Macro + " ?" + Mean + "|" + Mean + " ?" + Macro + "|" + Unweighted + " ?" + Mean + "|" + Mean + " ?" + Unweighted + End)]
    private static partial Regex OfMacro();

    [GeneratedRegex(Begin + Weighted + " ?" + Mean + "|" + Mean + " ?" + Weighted + "|" + WeightedMean + End)]
    private static partial Regex OfWeighted();

    [GeneratedRegex(Begin + Micro + " ?" + Mean + "|" + Mean + " ?" + Micro + End)]
    private static partial Regex OfMicro();

    [GeneratedRegex(Begin + Samples + " ?" + Mean + "|" + Mean + " ?(?:(?:par|por|de|der|des|di|per) )?" + Samples + End)]
    private static partial Regex OfSamples();

    /// <summary>What stands in every name that says how an average was made.</summary>
    [GeneratedRegex("m[ai][ck]ro|м[аиі]кро|宏|微|巨集|マクロ|ミクロ|マイクロ|매크로|마이크로|gew|ponder|pesata|взв|зваж|agirli|waz|vikta|vagt|vaegt|vekt|vazen"
        + "|tertimbang|terbobot|加|重み|가중|stichproben|echantillon|muestras|amostras|campioni|样本|樣本|サンプル|샘플|표본")]
    private static partial Regex Kinds();

    [GeneratedRegex("^" + OneOfMacro + "$")]
    private static partial Regex OneMacro();

    [GeneratedRegex("^" + OneOfWeighted + "$")]
    private static partial Regex OneWeighted();

    [GeneratedRegex("^" + OneOfMicro + "$")]
    private static partial Regex OneMicro();

    [GeneratedRegex("^(?:" + OneOfMacro + "|" + OneOfWeighted + "|" + OneOfMicro + ")$")]
    private static partial Regex OneWord();

    [GeneratedRegex("^(?:(?:macro|micro|avg|average|mean) ?)+$")]
    private static partial Regex English();

    /// <summary>A name with another in brackets or behind a stroke.</summary>
    [GeneratedRegex(@"^([^()\[\]/]+?)\s*[(\[/]\s*([^()\[\]/]+?)\s*[)\]]?$")]
    private static partial Regex Two();

    [GeneratedRegex(@"[\s_\-./()\[\]*`""':,%\u2010-\u2015\u2212]+")]
    private static partial Regex Separators();
}

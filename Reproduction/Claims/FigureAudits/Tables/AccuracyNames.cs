using Reproduction.Claims.FigureAudits.Lines;

namespace Reproduction.Claims.FigureAudits.Tables;

/// <summary>
/// What accuracy is called in other languages than English. Some of these words are those for precision, too: which is meant, the place
/// says where one stands.
/// </summary>
internal static class AccuracyNames
{
    private static readonly HashSet<string> Sure = [.. Letters.AllBare(
        "gesamtgenauigkeit", "treffergenauigkeit", "klassifikationsgenauigkeit", "korrektklassifikationsrate", "exactitude",
        "exactitude globale", "précision globale", "taux de bonne classification", "exactitud global", "precisión global",
        "tasa de acierto", "tasa de aciertos", "acurácia", "acurácia global", "acurácia geral", "acurácia total", "exatidão",
        "exatidão global", "accuratezza", "accuratezza globale", "accuratezza complessiva", "доля правильных ответов",
        "доля верных ответов", "общая точность", "аккуратность", "правильность", "загальна точність", "doğruluk",
        "doğruluk oranı", "genel doğruluk", "toplam doğruluk", "dokładność", "dokładność ogólna", "ogólna dokładność",
        "nauwkeurigheid", "totale nauwkeurigheid", "algehele nauwkeurigheid", "noggrannhet", "total noggrannhet", "nøjagtighed",
        "nøyaktighet", "správnost", "celková přesnost", "akurasi", "正解率", "全体正解率", "全体精度", "总体精度", "整体精度", "总精度", "總體精度", "整體精度",
        "准确度", "準確度", "正确率", "正確率", "总准确率", "总体准确率", "整体准确率", "總準確率", "總體準確率", "整體準確率", "정확도", "전체 정확도")];

    private static readonly HashSet<string> OrPrecision = [.. Letters.AllBare(
        "genauigkeit", "exactitud", "точность", "точність", "přesnost", "准确率", "準確率", "精度")];

    /// <summary>Whether a name, as <see cref="Letters.Bare"/> has it, is that of accuracy and of nothing else.</summary>
    public static bool IsSure(string bare) => Sure.Contains(bare);

    /// <summary>Whether a name, as <see cref="Letters.Bare"/> has it, is that of accuracy and of precision.</summary>
    public static bool MayBePrecision(string bare) => OrPrecision.Contains(bare);

    /// <summary>Whether a name, as <see cref="Letters.Bare"/> has it, is that of accuracy, and perhaps of precision too.</summary>
    public static bool Has(string bare) => IsSure(bare) || MayBePrecision(bare);
}

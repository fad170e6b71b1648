using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.FigureAudits;
using static Reproduction.Specs.Claims.FigureAudits.PastedTable;

namespace Reproduction.Specs.Claims.FigureAudits;

/// <summary>
/// Tables whose titles and averages are not in English: 45 of 50, 88 of 100 and 63 of 70, and 50, 97 and 73 answers, so that precisions are
/// 45/50, 88/97 and 63/73, and 196 of 220 are right.
/// </summary>
public sealed class OtherLanguagesSpecs
{
    private const string Scores =
        "cat\t0.9000\t0.9000\t0.9000\t50\ndog\t0.9072\t0.8800\t0.8934\t100\nbird\t0.8630\t0.9000\t0.8811\t70\n";

    private static readonly string[] Some =
        ["precision[1]=0.9072", "recall[1]=0.8800", "f1[1]=0.8934", "accuracy=0.8909", "macro_f1=0.8915", "weighted_f1=0.8910"];

    [Theory]
    [InlineData("Klasse|Präzision|Trefferquote|F1-Maß|Support", "Genauigkeit", "Makro-Durchschnitt", "gewichteter Durchschnitt")]
    [InlineData("Klasse|Präzision|Sensitivität|F1-Wert|Support", "Gesamtgenauigkeit", "ungewichtetes Mittel", "gewichtetes Mittel")]
    [InlineData("Classe|Précision|Rappel|Score F1|Support", "Exactitude", "Moyenne macro", "Moyenne pondérée")]
    [InlineData("Classe|Precision|Rappel|F1-mesure|Support", "exactitude", "Macro-moyenne", "MOYENNE PONDEREE")]
    [InlineData("Clase|Precisión|Exhaustividad|Valor-F|Soporte", "Exactitud", "Promedio macro", "Promedio ponderado")]
    [InlineData("Clase|Precisión|Sensibilidad|Puntuación F1|Soporte", "exactitud", "media macro", "media ponderada")]
    [InlineData("Classe|Precisão|Revocação|F1-score|Suporte", "Acurácia", "Média macro", "Média ponderada")]
    [InlineData("Classe|Precisione|Richiamo|F1|Supporto", "Accuratezza", "Media macro", "Media pesata")]
    [InlineData("Класс|Точность|Полнота|F1-мера|Поддержка", "Доля правильных ответов", "Макро-среднее", "Взвешенное среднее")]
    [InlineData("Класс|точность|полнота|F-мера|поддержка", "точность", "среднее макро", "средневзвешенное")]
    [InlineData("Sınıf|Kesinlik|Duyarlılık|F1 Skoru|Destek", "Doğruluk", "Makro ortalama", "Ağırlıklı ortalama")]
    [InlineData("SINIF|KESİNLİK|DUYARLILIK|F1 SKORU|DESTEK", "DOĞRULUK", "MAKRO ORTALAMA", "AĞIRLIKLI ORTALAMA")]
    [InlineData("Klasa|Precyzja|Czułość|Miara F1|Wsparcie", "Dokładność", "Średnia makro", "Średnia ważona")]
    [InlineData("Klasse|Precisie|Sensitiviteit|F1-maat|Support", "Nauwkeurigheid", "Macro-gemiddelde", "Gewogen gemiddelde")]
    [InlineData("类别|精确率|召回率|F1值|支持数", "准确率", "宏平均", "加权平均")]
    [InlineData("类别|准确率|召回率|F1分数|支持数", "准确率", "宏平均 (macro avg)", "加权平均 (weighted avg)")]
    [InlineData("類別|精度|召回率|F1-值|支持數", "正確率", "macro avg / 宏平均", "加權平均")]
    [InlineData("クラス|適合率|再現率|Ｆ値|サポート", "正解率", "マクロ平均", "加重平均")]
    [InlineData("クラス|精度|再現率|F1スコア|サポート数", "精度", "マクロ平均（macro）", "重み付き平均")]
    [InlineData("클래스|정밀도|재현율|F1 점수|지지도", "정확도", "매크로 평균", "가중 평균")]
    public void A_table_is_judged_in_the_language_of_its_titles_and_averages(
        string titles, string accuracy, string macro, string weighted)
    {
        string Table(char mark) => $"{titles.Replace('|', mark)}\n{Scores.Replace('\t', mark)}"
            + $"{accuracy}{mark}{mark}{mark}0.8909{mark}220\n".Replace("   ", " ", StringComparison.Ordinal)
            + $"{macro}{mark}0.8901{mark}0.8933{mark}0.8915{mark}220\n{weighted}{mark}0.8915{mark}0.8909{mark}0.8910{mark}220\n";

        foreach (var table in new[] { Table('\t'), Table(';'), Table(' ') })
        {
            var figures = Read(table).Should().ContainSingle().Which;

            figures.ClassNames.Should().Equal("cat", "dog", "bird");
            figures.Question.Claims.Select(claim => $"{claim}").Should().Contain(Some);
            FiguresAudit.Possible(figures).Should().Be(Possibility.Consistent);
            // No share of 100 images; the mean of these recalls; 196 of 220.
            foreach (var (right, wrong) in new[] { ("0.8800", "0.8810"), ("0.8933", "0.8943"), ("0.8910", "0.8950") })
                Verdict(table.Replace(right, wrong, StringComparison.Ordinal)).Should().Be(Possibility.Impossible);
        }
    }

    [Theory]
    [InlineData("微平均")]
    [InlineData("Mikro-Durchschnitt")]
    [InlineData("moyenne micro")]
    [InlineData("микро-среднее")]
    [InlineData("마이크로 평균")]
    public void Classes_counted_together_are_a_micro_average_in_any_language(string name)
    {
        string Table(string recall) => Titles + "| cat | 0.9000 | 0.9000 | 0.9000 | 50 |\n| dog | 0.9072 | 0.8800 | 0.8934 | 100 |\n"
            + $"| bird | 0.8630 | 0.9000 | 0.8811 | 70 |\n| {name} | 0.8909 | {recall} | 0.8909 | 220 |\n";

        Audit(Table("0.8909")).Figures.ClassNames.Should().Equal("cat", "dog", "bird");
        Verdict(Table("0.8909")).Should().Be(Possibility.Consistent);
        Verdict(Table("0.8933")).Should().Be(Possibility.Impossible);
    }

    [Theory]
    // Accuracy, sensitivity and specificity are as usual a triple.
    [InlineData("Genauigkeit", "Sensitivität")]
    [InlineData("Exactitud", "Sensibilidad")]
    [InlineData("Точность", "Чувствительность")]
    [InlineData("准确率", "灵敏度")]
    // Who says recall in English would say precision.
    [InlineData("Genauigkeit", "Recall")]
    [InlineData("精度", "Recall")]
    public void A_title_of_accuracy_or_precision_is_refused_where_the_other_titles_do_not_tell_which(string title, string recall) =>
        Refusal($"| Class | {title} | {recall} | F1 | Support |\n|---|---|---|---|---|\n| cat | 0.9 | 0.9 | 0.9 | 50 |\n"
            + "| dog | 0.9 | 0.9 | 0.9 | 50 |\n").Should()
            .EndWith($":1: '{title}', which may be something else than precision, expected a title that says precision and no more");

    [Theory]
    [InlineData("Präzision", "Trefferquote", "Genauigkeit")]
    [InlineData("精确率", "召回率", "准确率")]
    [InlineData("適合率", "再現率", "正解率")]
    [InlineData("정밀도", "재현율", "정확도")]
    [InlineData("Точность (precision)", "Полнота", "Точность (accuracy)")]
    public void Beside_precision_such_a_title_is_of_an_accuracy_which_is_not_judged(string precision, string recall, string accuracy)
    {
        string Table(string score) => $"| Class | {precision} | {recall} | {accuracy} | Support |\n|---|---|---|---|---|\n"
            + $"| cat | 0.9000 | 0.9000 | 0.9545 | 50 |\n| dog | 0.9072 | {score} | 0.9045 | 100 |\n"
            + "| bird | 0.8630 | 0.9000 | 0.9227 | 70 |\n";

        Verdict(Table("0.8800")).Should().Be(Possibility.Consistent);
        Audit(Table("0.8800")).Figures.Notes.Should().Contain($"not judged: {accuracy}");
        Verdict(Table("0.8810")).Should().Be(Possibility.Impossible);
    }

    [Theory]
    [InlineData("baja", "alta", "media")]
    [InlineData("Adobe", "Macromedia", "Corel")]
    [InlineData("ниже", "выше", "среднее")]
    [InlineData("düşük", "yüksek", "ortalama")]
    [InlineData("makro", "portrait", "landscape")]
    [InlineData("portrait", "landscape", "makro")]
    [InlineData("mikro", "meso", "makro")]
    // Better, the same and worse, as a course of an illness is.
    [InlineData("好转", "稳定", "加重")]
    [InlineData("simple", "medio", "ponderado")]
    // Sections of a tissue.
    [InlineData("Mikroschnitt", "Makroschnitt", "Foto")]
    public void A_class_may_be_called_as_a_mean_is_in_another_language(params string[] names)
    {
        string Table(string recall) => Titles + $"| {names[0]} | 0.9000 | 0.9000 | 0.9000 | 50 |\n"
            + $"| {names[1]} | 0.9072 | {recall} | 0.8934 | 100 |\n| {names[2]} | 0.8630 | 0.9000 | 0.8811 | 70 |\n";

        foreach (var accuracy in new[] { "", "| accuracy | | | 0.8909 | 220 |\n" })
        {
            Audit(Table("0.8800") + accuracy).Figures.ClassNames.Should().Equal(names);
            Verdict(Table("0.8800") + accuracy).Should().Be(Possibility.Consistent);
            Verdict(Table("0.8810") + accuracy).Should().Be(Possibility.Impossible);
        }
    }

    [Fact]
    public void A_class_that_is_called_so_is_one_without_images_where_as_many_numbers_are_given()
    {
        const string table = "| class | precision | recall | f1-score |\n|---|---|---|---|\n| 好转 | 0.9000 | 0.9000 | 0.9000 |\n"
            + "| 稳定 | 0.9072 | 0.8800 | 0.8934 |\n| 加重 | 0.8630 | 0.9000 | 0.8811 |\n";

        Audit(table, "50,100,70").Figures.ClassNames.Should().Equal("好转", "稳定", "加重");
        Audit(table, "50,100,70").Answer.Possibility.Should().Be(Possibility.Consistent);
    }

    [Fact]
    public void A_class_that_is_called_so_has_images_under_a_title_that_may_be_of_others() =>
        Audit("| 类别 | 精确率 | 召回率 | F1值 | 支持数 |\n|---|---|---|---|---|\n| 稳定 | 0.9000 | 0.9000 | 0.9000 | 50 |\n"
            + "| 加重 | 0.9072 | 0.8800 | 0.8934 | 100 |\n| 好转 | 0.8630 | 0.9000 | 0.8811 | 70 |\n| 准确率 | | | 0.8909 | 220 |\n"
            + "| 宏平均 | 0.8901 | 0.8933 | 0.8915 | 220 |\n| 加权平均 | 0.8915 | 0.8909 | 0.8910 | 220 |\n")
            .Figures.ClassNames.Should().Equal("稳定", "加重", "好转");

    [Theory]
    [InlineData("Makro", "Gewichtet")]
    [InlineData("宏", "加权")]
    public void One_word_is_an_average_where_it_has_the_images_of_all(string macro, string weighted)
    {
        var table = Titles + "| cat | 0.9000 | 0.9000 | 0.9000 | 50 |\n| dog | 0.9072 | 0.8800 | 0.8934 | 100 |\n"
            + "| bird | 0.8630 | 0.9000 | 0.8811 | 70 |\n"
            + $"| {macro} | 0.8901 | 0.8933 | 0.8915 | 220 |\n| {weighted} | 0.8915 | 0.8909 | 0.8910 | 220 |\n";

        Audit(table).Figures.ClassNames.Should().Equal("cat", "dog", "bird");
        Audit(table).Answer.Possibility.Should().Be(Possibility.Consistent);
        Audit(table.Replace("0.8933", "0.8943", StringComparison.Ordinal)).Answer.Possibility.Should().Be(Possibility.Impossible);
    }

    /// <summary>What reviews are about: 20 of 20 of the class, 40 of 42 and 55 of 58 of the others, of 43 and 57 answers.</summary>
    [Theory]
    [InlineData("Genauigkeit")]
    [InlineData("точность")]
    [InlineData("doğruluk")]
    [InlineData("准确度")]
    public void A_class_may_be_called_as_accuracy_is_in_another_language_and_all_of_it_be_found(string name)
    {
        var own = $"| {name} | 1.0000 | 1.0000 | 1.0000 | 20 |\n";
        const string speed = "| speed | 0.9302 | 0.9524 | 0.9412 | 42 |\n";
        const string style = "| style | 0.9649 | 0.9483 | 0.9565 | 58 |\n";
        foreach (var accuracy in new[] { "", "| accuracy | | | 0.9583 | 120 |\n" })
            foreach (var classes in new[] { own + speed + style, speed + own + style, speed + style + own })
                foreach (var table in new[] { Titles + classes + accuracy, AsText(Titles + classes + accuracy) })
                {
                    Audit(table).Figures.ClassNames.Should().BeEquivalentTo(name, "speed", "style");
                    Audit(table).Answer.Possibility.Should().Be(Possibility.Consistent);
                    // 40 of 42 are 0.9524.
                    Audit(table.Replace("0.9524", "0.9534", StringComparison.Ordinal)).Answer.Possibility.Should()
                        .Be(Possibility.Impossible);
                }

        static string AsText(string table) =>
            table.Replace("|---|---|---|---|---|\n", "", StringComparison.Ordinal).Replace("| class ", "", StringComparison.Ordinal)
                .Replace("|", " ", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("220")]
    [InlineData("{0}")]
    public void An_accuracy_that_stands_under_each_title_is_one(string images)
    {
        string Table(string accuracy) => Titles + "| cat | 0.9000 | 0.9000 | 0.9000 | 50 |\n| dog | 0.9072 | 0.8800 | 0.8934 | 100 |\n"
            + "| bird | 0.8630 | 0.9000 | 0.8811 | 70 |\n"
            + $"| Genauigkeit | {accuracy} | {accuracy} | {accuracy} | {images.Replace("{0}", accuracy, StringComparison.Ordinal)} |\n";

        Audit(Table("0.8909")).Question.Claims.Select(claim => $"{claim}").Should().Contain("accuracy=0.8909");
        Audit(Table("0.8909")).Answer.Possibility.Should().Be(Possibility.Consistent);
        Audit(Table("0.8955")).Answer.Possibility.Should().Be(Possibility.Impossible);
    }

    [Theory]
    // Spanish for name, and French for number.
    [InlineData("Nombre", "Soporte")]
    [InlineData("Classe", "Nombre")]
    // Ages of a history as well as those of a training.
    [InlineData("Época", "Soporte")]
    [InlineData("Epoche", "Support")]
    [InlineData("Эпоха", "Поддержка")]
    public void Words_with_two_meanings_are_read_by_their_place(string name, string images) =>
        Audit($"| {name} | Precision | Recall | F1 | {images} |\n|---|---|---|---|---|\n| Barroco | 0.9000 | 0.9000 | 0.9000 | 50 |\n"
            + "| Moderno | 0.9072 | 0.8800 | 0.8934 | 100 |\n| Rococó | 0.8630 | 0.9000 | 0.8811 | 70 |\n")
            .Figures.ClassNames.Should().Equal("Barroco", "Moderno", "Rococó");

    [Theory]
    [InlineData("Модель", "Точность", "Полнота", "Поддержка")]
    [InlineData("模型", "精确率", "召回率", "支持数")]
    [InlineData("Modèle", "Précision", "Rappel", "Support")]
    [InlineData("手法", "適合率", "再現率", "サポート")]
    public void Rows_of_models_are_no_classes_in_any_language(string model, string precision, string recall, string support) =>
        Refusal($"| {model} | {precision} | {recall} | F1 | {support} |\n|---|---|---|---|---|\n| A | 0.91 | 0.93 | 0.92 | 50 |\n"
            + "| B | 0.92 | 0.95 | 0.97 | 50 |\n").Should().Contain($":1: rows of '{model}', expected rows of classes");

    /// <summary>A page may keep letters and accents apart.</summary>
    [Fact]
    public void Accents_that_stand_by_themselves_are_those_of_their_letters() =>
        Audit("| Classe | Pre\u0301cision | Rappel | F1 | Support |\n|---|---|---|---|---|\n| cat | 0.9000 | 0.9000 | 0.9000 | 50 |\n"
            + "| dog | 0.9072 | 0.8800 | 0.8934 | 100 |\n| bird | 0.8630 | 0.9000 | 0.8811 | 70 |\n"
            + "| Moyenne ponde\u0301re\u0301e | 0.8915 | 0.8909 | 0.8910 | 220 |\n")
            .Figures.ClassNames.Should().Equal("cat", "dog", "bird");
}

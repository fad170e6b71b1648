using Reproduction.Claims.Counting;
using Reproduction.Claims.Counting.Questions;
using Reproduction.Specs.Claims.FigureAudits;

namespace Reproduction.Specs.Claims.Counting;

/// <summary>Tables that leave classes out, which <c>micro avg</c> in the place of <c>accuracy</c> says.</summary>
public sealed class OtherClassesSpecs
{
    [Fact]
    public void A_class_that_tens_of_thousands_of_other_images_were_taken_for_is_possible()
    {
        // a: 1 image, 1 hit and 30,000 images of classes that are not listed; b: 10 images, 9 hits, 1 false alarm.
        const string table =
            """
                          precision    recall  f1-score   support

                       a     0.0000    1.0000    0.0001         1
                       b     0.9000    0.9000    0.9000        10

               micro avg     0.0003    0.9091    0.0007        11
               macro avg     0.4500    0.9500    0.4500        11
            weighted avg     0.8182    0.9091    0.8182        11

            """;

        IntegerAudit.Possible(PastedTable.Report(table).Question).Should().Be(Possibility.Consistent);
    }
}

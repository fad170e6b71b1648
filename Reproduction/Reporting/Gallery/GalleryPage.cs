using System.Globalization;
using System.Text;
using Reproduction.Data;
using Reproduction.Reporting.Pages;

namespace Reproduction.Reporting.Gallery;

/// <summary>The page <c>gallery.html</c>: images that one model gets right and another wrong, with what each answered.</summary>
internal sealed class GalleryPage
{
    /// <summary>How many images of a class are shown.</summary>
    public const int Most = 8;

    private readonly StringBuilder text = new();
    private readonly IReadOnlyList<string> classNames;
    private readonly ImageSet images;
    private readonly IReadOnlyList<int> indices;
    private readonly Func<string, int, int, float[]?> maps;

    private GalleryPage(
        IReadOnlyList<string> classNames, ImageSet images, IReadOnlyList<int> indices, Func<string, int, int, float[]?> maps) =>
        (this.classNames, this.images, this.indices, this.maps) = (classNames, images, indices, maps);

    /// <summary>Writes it.</summary>
    /// <param name="report">The run.</param>
    /// <param name="galleries">What is shown.</param>
    /// <param name="images">The images of the test split.</param>
    /// <param name="indices">Which image each row of the predictions is.</param>
    /// <param name="maps">Where a model (its name) saw a class in an image; null where that is not known.</param>
    public static string Of(
        RunReport report, IReadOnlyList<ErrorGallery> galleries, ImageSet images, IReadOnlyList<int> indices,
        Func<string, int, int, float[]?> maps)
    {
        var page = new GalleryPage(report.ClassNames, images, indices, maps);
        page.text.Append(
            $"<h1>{HtmlPage.Escaped(report.Title)}: errors</h1>\n<p>Images of the test split that exactly one of two models classifies "
            + $"rightly, at most {Most} of each class, those first of whose wrong class the wrong model is surest. Where a model's weights "
            + "are in the run's folder, red shows by Grad-CAM where in the image it saw what it predicts, unless the images are so small that "
            + "its last map is a single place.</p>\n<nav aria-label=\"Contents\"><ul>\n");
        foreach (var (number, gallery) in galleries.Index())
            page.text.Append($"<li><a href=\"#part-{number}\">{HtmlPage.Escaped(Title(gallery))}</a></li>\n");
        page.text.Append("</ul></nav>\n");
        foreach (var (number, gallery) in galleries.Index()) page.Part(gallery, number);
        return HtmlPage.Of($"{report.Title}: errors", page.text.ToString().TrimEnd('\n'), "; img-src data:");
    }

    private static string Title(ErrorGallery gallery) => $"{gallery.Right.Name} right, {gallery.Wrong.Name} wrong";

    private void Part(ErrorGallery gallery, int number)
    {
        text.Append($"<h2 id=\"part-{number}\">{HtmlPage.Escaped(Title(gallery))}</h2>\n<p>{Written.Count(gallery.Images)} images.</p>\n");
        foreach (var of in gallery.Classes)
        {
            text.Append($"<h3>{HtmlPage.Escaped(classNames[of.Class])}: {of.Rows.Count}</h3>\n<div class=\"gallery\">\n");
            foreach (var row in of.Rows.Take(Most)) Figure(gallery, row);
            text.Append("</div>\n");
        }
    }

    private void Figure(ErrorGallery gallery, int row)
    {
        var (image, label) = (indices[row], gallery.Right.Predictions.Labels[row]);
        text.Append("<figure>").Append(Image(image, null, $"test image {image}, {classNames[label]}"));
        foreach (var model in new[] { gallery.Wrong, gallery.Right })
        {
            var predicted = model.Predictions.Predicted[row];
            if (maps(model.Name, image, predicted) is { } heat)
                text.Append(Image(image, heat, $"where {model.Name} saw {classNames[predicted]}"));
        }
        text.Append($"<figcaption>image {image}<br>{Answer(gallery.Wrong, row)}<br>{Answer(gallery.Right, row)}</figcaption></figure>\n");
    }

    /// <summary>The predicted class with its probability, and where that is wrong also the true one's.</summary>
    private string Answer(ModelResult model, int row)
    {
        var (predictions, label) = (model.Predictions, model.Predictions.Labels[row]);
        string Of(int c) =>
            $"{HtmlPage.Escaped(classNames[c])} {predictions.Probabilities(row)[c].ToString("0.00", CultureInfo.InvariantCulture)}";
        var predicted = predictions.Predicted[row];
        return $"{HtmlPage.Escaped(model.Name)}: <b>{Of(predicted)}</b>{(predicted == label ? "" : $", {Of(label)}")}";
    }

    private string Image(int image, float[]? heat, string words) =>
        $"<img width=\"96\" height=\"96\" alt=\"{HtmlPage.Escaped(words)}\" title=\"{HtmlPage.Escaped(words)}\" src=\"data:image/png;base64,"
        + $"{Convert.ToBase64String(PngImage.Of(images, image, heat))}\">";
}

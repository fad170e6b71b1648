using System.Text;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Reproduction.Specs.Documentation;

/// <summary>A page of the documentation, as Markdig reads it.</summary>
/// <param name="path">Relative to the repository.</param>
internal sealed class Page(string path)
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().Build();

    private readonly MarkdownDocument document = Markdown.Parse(File.ReadAllText(Repository.Path(path)), Pipeline);

    /// <summary>The pages, by their paths.</summary>
    internal static TheoryData<string> All =>
    [
        "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "golden/README.md",
        .. Directory.GetFiles(Repository.Path("docs"), "*.md").Where(file => !file.EndsWith(".received.md", StringComparison.Ordinal))
            .Select(file => $"docs/{Path.GetFileName(file)}").Order(StringComparer.Ordinal),
    ];

    /// <summary>The fenced blocks: what stands behind the fence, and the lines.</summary>
    internal IEnumerable<(string Info, string[] Lines)> Blocks => document.Descendants<FencedCodeBlock>()
        .Select(block => ($"{block.Info} {block.Arguments}".Trim(), block.Lines.ToString().Split('\n')));

    /// <summary>What stands in the text between back ticks; in a table with its bars as they are read.</summary>
    internal IEnumerable<string> Code => document.Descendants<CodeInline>().Select(code => code.Content.Replace("\\|", "|"));

    /// <summary>Where links and images lead.</summary>
    internal IEnumerable<string> Links => document.Descendants<LinkInline>().Select(link => link.Url!);

    /// <summary>Names of the headings, as GitHub makes anchors of them.</summary>
    internal IEnumerable<string> Anchors => document.Descendants<HeadingBlock>().Select(heading => Anchor(Text(heading.Inline!)));

    /// <summary>The rows of a table, each the text of its cells, whose first heading is this.</summary>
    internal IEnumerable<string[]> Table(string heading) => document.Descendants<Table>()
        .Select(table => table.OfType<TableRow>().Select(row => row.OfType<TableCell>().Select(Cell).ToArray()).ToList())
        .Single(rows => rows[0][0] == heading).Skip(1);

    private static string Cell(TableCell cell) =>
        string.Concat(cell.OfType<ParagraphBlock>().Select(paragraph => Text(paragraph.Inline!))).Replace("\\|", "|");

    private static string Text(ContainerInline inline) => string.Concat(inline.Descendants().Select(part => part switch
    {
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        _ => "",
    }));

    private static string Anchor(string heading)
    {
        var anchor = new StringBuilder();
        foreach (var letter in heading.ToLowerInvariant())
        {
            if (letter == ' ') anchor.Append('-');
            else if (char.IsLetterOrDigit(letter) || letter is '-' or '_') anchor.Append(letter);
        }
        return anchor.ToString();
    }
}

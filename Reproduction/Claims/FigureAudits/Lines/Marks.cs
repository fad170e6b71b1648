using System.Text.RegularExpressions;

namespace Reproduction.Claims.FigureAudits.Lines;

/// <summary>
/// What authors put round a number and a name, in LaTeX, Markdown and HTML: fonts, colours, marks of footnotes. Only what is known to be
/// no part of the number goes away; the rest stays, and the number is none.
/// </summary>
internal static partial class Marks
{
    /// <summary>A cell without them.</summary>
    public static string Without(string cell)
    {
        if (cell.AsSpan().IndexOfAny("\\<^~{") < 0) return cell;
        // LaTeX puts no blank behind a comma in braces.
        var noted = Footnotes().Replace(Superscripts().Replace(cell, ""), "").Replace("{,}", ",", StringComparison.Ordinal);
        var plain = Escaped().Replace(Tags().Replace(noted, tags => HtmlText.Instead(noted, tags)), "$1");
        plain = Blanks().Replace(Switches().Replace(plain, ""), "").Replace('~', ' ');
        for (var before = ""; before != plain;)
        {
            before = plain;
            plain = Whole().Replace(Coloured().Replace(Fonts().Replace(Subscripts().Replace(plain, "$1"), "$1"), "$1"), "$1");
        }
        return plain.Trim();
    }

    /// <summary>What is printed beside a number, with all that it says.</summary>
    [GeneratedRegex(
        @"\\(?:[hv]?phantom|tnote|textsuperscript|footnote|footnotemark|footnotetext|cite\w*|ref|label|cellcolor|rowcolor|color|[hv]space)"
        + @"\*?(?:\[[^\]]*\])*(?:\{[^{}]*\}|(?<=\]))"
        + @"|\\(?:footnotemark|dag|ddag|dagger|ddagger|textdagger|textdaggerdbl)(?![a-zA-Z])(?!\s*\})"
        + @"|\[\^[^\]]*\]|<sup\b[^>]*>.*?</sup>")]
    private static partial Regex Footnotes();

    [GeneratedRegex(@"(?:</?(?:b|i|u|em|strong|span|mark|code|font|small|sub|br)\b[^>]*>)+")]
    private static partial Regex Tags();

    /// <summary>The index of a letter, as in F1; behind a number it may be anything.</summary>
    [GeneratedRegex(@"(?<=[a-zA-Z])\\textsubscript\s*\{([^{}]*)\}")]
    private static partial Regex Subscripts();

    [GeneratedRegex(@"\\([%_&#*|`])")]
    private static partial Regex Escaped();

    [GeneratedRegex(@"\\(?:bfseries|mdseries|itshape|slshape|scshape|upshape|rmfamily|sffamily|ttfamily|normalfont|boldmath|tiny|scriptsize"
        + @"|footnotesize|small|normalsize|large|Large|centering|bf|it|em|rm|sf|tt)(?![a-zA-Z{])\s*")]
    private static partial Regex Switches();

    [GeneratedRegex(@"\\[,;:!> ]")]
    private static partial Regex Blanks();

    [GeneratedRegex(
        @"\\(?:text(?:bf|it|rm|sf|tt|sc|sl|up|md|normal)?|math(?:bf|rm|it|sf|tt|bb)|emph|underline|uline|boldsymbol|bm|bf|it|em|rm|[mh]box"
        + @"|num|makecell|shortstack)"
        + @"(?:\[[^\]]*\])?\s*\{([^{}]*)\}")]
    private static partial Regex Fonts();

    /// <summary>The last of several arguments.</summary>
    [GeneratedRegex(
        @"\\(?:textcolor|colorbox|rotatebox|multirow|multicolumn)(?:\[[^\]]*\])?\{[^{}]*\}(?:\[[^\]]*\])?(?:(?:\{[^{}]*\}|\*)(?=\{))?"
        + @"\{([^{}]*)\}")]
    private static partial Regex Coloured();

    /// <summary>A command of the author's own round all of a cell, such as <c>\best{0.95}</c>.</summary>
    [GeneratedRegex(@"^\s*\\[a-zA-Z]+\*?\{([^{}]*)\}\s*$")]
    private static partial Regex Whole();

    /// <summary>A star, a dagger or a letter above a number.</summary>
    [GeneratedRegex(
        @"(?<=[0-9%}])\$?\^(?:\{\s*(?:\*+|[a-z]|\\(?:d?dag|d?dagger|star|ast))\s*\}|\*+|\\(?:d?dagger|d?dag|star|ast))\$?")]
    private static partial Regex Superscripts();
}

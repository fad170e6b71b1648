namespace Reproduction.Claims.FigureAudits.Tables;

/// <summary>How the cells of a table are told apart.</summary>
internal enum TableLayout
{
    /// <summary>By spaces, as in scikit-learn's own text.</summary>
    Text,

    /// <summary>By bars; HTML is read as if it were it.</summary>
    Markdown,

    /// <summary>By ampersands.</summary>
    Latex,

    /// <summary>By commas or semicolons.</summary>
    Csv,

    /// <summary>By tabs.</summary>
    Tsv,

    /// <summary>A program's dictionary, which leaves no class out.</summary>
    Dictionary,

    /// <summary>A column for each class, a row for each score.</summary>
    Transposed,

    /// <summary>By lines: each figure stands in one by itself, or below or behind the name of its class.</summary>
    Lines,
}

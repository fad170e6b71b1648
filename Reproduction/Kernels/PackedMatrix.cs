namespace Reproduction.Kernels;

/// <summary>
/// A k×n matrix in the order in which a product reads it: panels of three vectors of columns, each row after row, the last padded with
/// zeros to whole vectors.
/// </summary>
internal readonly unsafe struct PackedMatrix(float* memory, int rows, int columns)
{
    internal float* Memory => memory;

    /// <summary>k.</summary>
    internal int Rows => rows;

    /// <summary>n.</summary>
    internal int Columns => columns;
}

namespace Reproduction.Kernels;

/// <summary>Tensors of any sizes, divided evenly among the parts of a <see cref="Team"/>'s work.</summary>
internal static class Pieces
{
    // A task of this many elements costs some microseconds and keeps the parts even.
    private const int Longest = 1 << 15;

    /// <summary>Does some work on every piece.</summary>
    /// <param name="lengths">Elements of each tensor.</param>
    /// <param name="parts">Number of parts.</param>
    /// <param name="work">Takes the tensor's number, the piece's first element and its elements.</param>
    internal static void Run(IReadOnlyList<long> lengths, int parts, Action<int, nint, nint> work)
    {
        List<(int Of, nint From, nint Count)> pieces = [];
        for (var of = 0; of < lengths.Count; of++)
            for (nint from = 0; from < lengths[of]; from += Longest) pieces.Add((of, from, Math.Min(Longest, (nint)lengths[of] - from)));
        Team.Run(parts, part =>
        {
            var (first, end) = Team.Share(pieces.Count, part, parts);
            for (var i = first; i < end; i++) work(pieces[i].Of, pieces[i].From, pieces[i].Count);
        });
    }
}

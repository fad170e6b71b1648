namespace Reproduction.Training;

/// <summary>What one term of a model's loss came to in one epoch, or what it noted of a class at the epoch's end.</summary>
/// <param name="Epoch">Which epoch, from 1.</param>
/// <param name="Term">The term's name; of a figure of a class its name too: <c>group_dro of teacher: q[3]</c>.</param>
/// <param name="Value">Its mean over the epoch's training images, before its weight; or the figure.</param>
public sealed record TermRow(int Epoch, string Term, double Value);

namespace Reproduction.Claims.Counting.Search;

/// <summary>One way in which the images of a class may have been classified: hits, and an interval of false alarms.</summary>
internal readonly record struct ClassOption(long Hits, long Least, long Most);

namespace Reproduction.Reporting.Machines;

/// <summary>The disk that holds a folder.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="FreeBytes">What this user may still write; null where the system does not say.</param>
public sealed record DiskPage(string Folder, long? FreeBytes)
{
    internal static DiskPage Of(string folder)
    {
        try
        {
            return new(folder, new DriveInfo(folder).AvailableFreeSpace);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return new(folder, null);
        }
    }
}

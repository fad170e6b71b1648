using System.Diagnostics;

namespace Reproduction.Native;

/// <summary>Numbers of processes, as files hold them of who wrote them.</summary>
internal static class ProcessNumber
{
    /// <summary>Whether a process of this number is running.</summary>
    /// <param name="number">The number.</param>
    internal static bool IsRunning(int number)
    {
        try
        {
            using var process = Process.GetProcessById(number);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}

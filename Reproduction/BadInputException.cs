namespace Reproduction;

/// <summary>
/// What the user gave cannot be used: a file, a key, a value or a device. The message is one line that says which,
/// what was found and what was expected; the program prints it on stderr and exits with code 2.
/// </summary>
public sealed class BadInputException : Exception
{
    /// <summary>Bad input, described in one line.</summary>
    /// <param name="message">Which file, key or value; what was found; what was expected.</param>
    public BadInputException(string message) : base(message) { }

    /// <summary>Bad input, described in one line, found through another error.</summary>
    /// <param name="message">Which file, key or value; what was found; what was expected.</param>
    /// <param name="inner">The error that revealed it.</param>
    public BadInputException(string message, Exception inner) : base(message, inner) { }
}

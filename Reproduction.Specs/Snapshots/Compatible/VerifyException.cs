namespace VerifyTests;

/// <summary>A snapshot differs from what was received, or cannot be compared. Its trace would only show this engine.</summary>
internal sealed class VerifyException(string message) : Exception(message)
{
    public override string StackTrace => "";
}

namespace Daypass.Gateway.Files;

/// <summary>A file of the operator cannot be used; the message says where and why.</summary>
public sealed class UnusableFileException : Exception
{
    /// <summary>With that sentence.</summary>
    public UnusableFileException(string message, Exception? cause = null) : base(message, cause)
    {
    }
}

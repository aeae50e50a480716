namespace Daypass.Gateway.Files;

/// <summary>The file of routes cannot be used; the message says where and why.</summary>
public sealed class RoutesFileException : Exception
{
    /// <summary>With that sentence.</summary>
    public RoutesFileException(string message, Exception? cause = null) : base(message, cause)
    {
    }
}

namespace Daypass.Verifier.Calls;

/// <summary>The server gave no answer that can be used; nothing is known of what was asked.</summary>
public sealed class ServerUnreachableException : Exception
{
    /// <summary>Says why, for the log.</summary>
    public ServerUnreachableException(string message, Exception? cause = null) : base(message, cause)
    {
    }
}

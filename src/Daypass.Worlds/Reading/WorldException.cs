namespace Daypass.Worlds.Reading;

/// <summary>A world that cannot be applied; the message names line and path and says what is wrong in one sentence.</summary>
public sealed class WorldException : Exception
{
    /// <summary>With that sentence.</summary>
    public WorldException(string message, Exception? cause = null) : base(message, cause)
    {
    }
}

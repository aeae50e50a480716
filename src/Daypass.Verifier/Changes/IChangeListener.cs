namespace Daypass.Verifier.Changes;

/// <summary>Keeps what the server told and forgets what changed.</summary>
internal interface IChangeListener
{
    /// <summary>Forgets everything; changes are heard of from a position on.</summary>
    void Begin(long position);

    /// <summary>Forgets whatever hangs on one of these.</summary>
    /// <param name="names">What changed.</param>
    /// <param name="position">Up to where in the history of the server that is.</param>
    void Forget(IReadOnlyList<string> names, long position);
}

using Daypass.Core.Sealing;

namespace Daypass.Core.Verification;

/// <summary>Gives what can change a name that says nothing. The names are keyed by the master key, so all nodes give the same ones.</summary>
public sealed class ChangeNames(SecretEnvelope envelope)
{
    private volatile KeyedNames? _now;

    /// <summary>The names under the master key of now. Whoever answers takes it once: names of two keys must not be mixed in one answer.</summary>
    internal KeyedNames Now
    {
        get
        {
            var (known, current) = (_now, envelope.Current);
            return known is not null && (current is null || known.Id == current.Id) ? known : _now = KeyedNames.Create(current ?? envelope.Known[0]);
        }
    }
}

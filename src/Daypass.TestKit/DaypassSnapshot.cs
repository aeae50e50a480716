using Daypass.Server.Kits;
using Daypass.Storage.Snapshots;

namespace Daypass.Testing;

/// <summary>What a server held at one instant.</summary>
public sealed class DaypassSnapshot
{
    private readonly TestControls _controls;
    private readonly DatabaseSnapshot _taken;

    internal DaypassSnapshot(TestControls controls, DatabaseSnapshot taken) => (_controls, _taken) = (controls, taken);

    /// <summary>Makes what is stored what it was then; as often as one likes. The clock and the decisions stay.</summary>
    public Task Restore(CancellationToken cancelled = default) => _controls.Restore(_taken, cancelled);
}

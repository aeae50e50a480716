namespace Daypass.Recorded.Tests;

/// <summary>Runs each group once for all tests, when the first of them asks for it.</summary>
public sealed class RecordedRun : IAsyncLifetime
{
    private readonly Dictionary<string, RecordedGroup> _groups = new(StringComparer.Ordinal);
    private readonly RecordedWorld _world = new();

    public async Task<RecordedGroup> Get(string group)
    {
        if (!_groups.TryGetValue(group, out var run))
        {
            run = await Run(group);
            _groups.Add(group, run);
        }

        return run;
    }

    public async Task<IReadOnlyList<RecordedGroup>> GetAll()
    {
        var groups = new List<RecordedGroup>();
        foreach (var group in RecordedFiles.Groups())
        {
            groups.Add(await Get(group));
        }

        return groups;
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _world.DisposeAsync();

    private async Task<RecordedGroup> Run(string group)
    {
        var kind = RecordedKinds.Of(group);
        var results = new List<(RecordedVector, RecordedAnswer)>();
        foreach (var vector in RecordedFiles.Read(group))
        {
            try
            {
                results.Add((vector, await kind.Run(vector, _world)));
            }
            catch (Exception fault) when (fault is InvalidOperationException or KeyNotFoundException or FormatException)
            {
                throw new InvalidOperationException($"{vector.Id} cannot be run: {fault.Message}", fault);
            }
        }

        return new(group, results);
    }
}

using System.Data.Common;

namespace Daypass.Storage.Sql;

/// <summary>An open connection with the statements it has prepared: all that is put between SQL and ADO.NET.</summary>
/// <remarks>For one user at a time. A text is a constant and names the same values in the same order each time.</remarks>
internal sealed class SqlSession(DbConnection connection) : IAsyncDisposable
{
    private readonly Dictionary<string, DbCommand> commands = new(StringComparer.Ordinal);

    public DbConnection Connection { get; } = connection;

    /// <summary>Runs a statement and returns how many rows it changed.</summary>
    public async ValueTask<int> Run(string text, CancellationToken cancelled, params (string Name, object Value)[] values) =>
        await Command(text, values).ExecuteNonQueryAsync(cancelled).ConfigureAwait(false);

    /// <summary>Runs a statement once per set of values, in one round trip where the driver can.</summary>
    public async ValueTask RunEach(string text, IReadOnlyList<(string Name, object Value)[]> sets, CancellationToken cancelled)
    {
        if (!Connection.CanCreateBatch || sets.Count == 1)
        {
            foreach (var values in sets)
            {
                await Run(text, cancelled, values).ConfigureAwait(false);
            }

            return;
        }

        var batch = Connection.CreateBatch();
        await using (batch.ConfigureAwait(false))
        {
            foreach (var values in sets)
            {
                var command = batch.CreateBatchCommand();
                command.CommandText = text;
                foreach (var (name, value) in values)
                {
                    var parameter = command.CreateParameter();
                    (parameter.ParameterName, parameter.Value) = (name, value);
                    command.Parameters.Add(parameter);
                }

                batch.BatchCommands.Add(command);
            }

            await batch.ExecuteNonQueryAsync(cancelled).ConfigureAwait(false);
        }
    }

    /// <summary>The first row, or the type's default when there is none.</summary>
    public async ValueTask<T?> One<T>(string text, Func<DbDataReader, T> read, CancellationToken cancelled, params (string Name, object Value)[] values)
    {
        var reader = await Command(text, values).ExecuteReaderAsync(cancelled).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            return await reader.ReadAsync(cancelled).ConfigureAwait(false) ? read(reader) : default;
        }
    }

    /// <summary>All rows.</summary>
    public async ValueTask<List<T>> Many<T>(string text, Func<DbDataReader, T> read, CancellationToken cancelled, params (string Name, object Value)[] values)
    {
        var rows = new List<T>();
        var reader = await Command(text, values).ExecuteReaderAsync(cancelled).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadAsync(cancelled).ConfigureAwait(false))
            {
                rows.Add(read(reader));
            }
        }

        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var command in commands.Values)
        {
            await command.DisposeAsync().ConfigureAwait(false);
        }

        commands.Clear();
        await Connection.DisposeAsync().ConfigureAwait(false);
    }

    private DbCommand Command(string text, (string Name, object Value)[] values)
    {
        if (commands.TryGetValue(text, out var command))
        {
            for (var i = 0; i < values.Length; i++)
            {
                command.Parameters[i].Value = values[i].Value;
            }

            return command;
        }

        command = Connection.CreateCommand();
        command.CommandText = text;
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        commands.Add(text, command);
        return command;
    }
}

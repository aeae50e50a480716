using System.Data.Common;

namespace Daypass.Storage.Sql;

/// <summary>An open connection with the statements it has prepared: all that is put between SQL and ADO.NET.</summary>
/// <remarks>For one user at a time. A text is a constant and names the same values in the same order each time.</remarks>
internal sealed class SqlSession(DbConnection connection) : IAsyncDisposable
{
    private const int MostTogether = 1000;

    private readonly Dictionary<string, DbCommand> _commands = new(StringComparer.Ordinal);

    public DbConnection Connection { get; } = connection;

    /// <summary>Which of an engine's databases it was opened to, where one may take the place of another.</summary>
    public int Generation { get; init; }

    /// <summary>Runs a statement and returns how many rows it changed.</summary>
    public async ValueTask<int> Execute(string text, CancellationToken cancelled, params (string Name, object Value)[] values) =>
        await GetCommand(text, values).ExecuteNonQueryAsync(cancelled).ConfigureAwait(false);

    /// <summary>Runs statements one after another, in few round trips where the driver can, and returns how many rows each changed.</summary>
    public async ValueTask<int[]> ExecuteAll(IReadOnlyList<SqlStatement> statements, CancellationToken cancelled)
    {
        var changed = new int[statements.Count];
        for (var first = 0; first < statements.Count;)
        {
            if (Connection.CanCreateBatch && statements.Count > 1)
            {
                var batch = CreateBatch(statements, first);
                await using (batch.ConfigureAwait(false))
                {
                    await batch.ExecuteNonQueryAsync(cancelled).ConfigureAwait(false);
                    foreach (var command in batch.BatchCommands)
                    {
                        changed[first++] = command.RecordsAffected;
                    }
                }
            }
            else
            {
                changed[first] = await Execute(statements[first].Text, cancelled, statements[first].Values).ConfigureAwait(false);
                first++;
            }
        }

        return changed;
    }

    /// <summary>For each statement its first row or the type's default, in few round trips where the driver can.</summary>
    public async ValueTask<T?[]> QueryFirstOfEach<T>(IReadOnlyList<SqlStatement> statements, Func<DbDataReader, T> read, CancellationToken cancelled)
    {
        var rows = new T?[statements.Count];
        for (var first = 0; first < statements.Count;)
        {
            if (!Connection.CanCreateBatch)
            {
                rows[first] = await QueryFirst(statements[first].Text, read, cancelled, statements[first].Values).ConfigureAwait(false);
                first++;
                continue;
            }

            var batch = CreateBatch(statements, first);
            await using (batch.ConfigureAwait(false))
            {
                var reader = await batch.ExecuteReaderAsync(cancelled).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    do
                    {
                        rows[first++] = await reader.ReadAsync(cancelled).ConfigureAwait(false) ? read(reader) : default;
                    }
                    while (await reader.NextResultAsync(cancelled).ConfigureAwait(false));
                }
            }
        }

        return rows;
    }

    /// <summary>The first row, or the type's default when there is none.</summary>
    public async ValueTask<T?> QueryFirst<T>(string text, Func<DbDataReader, T> read, CancellationToken cancelled, params (string Name, object Value)[] values)
    {
        var reader = await GetCommand(text, values).ExecuteReaderAsync(cancelled).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            return await reader.ReadAsync(cancelled).ConfigureAwait(false) ? read(reader) : default;
        }
    }

    /// <summary>All rows.</summary>
    public async ValueTask<List<T>> QueryAll<T>(string text, Func<DbDataReader, T> read, CancellationToken cancelled,
        params (string Name, object Value)[] values)
    {
        var rows = new List<T>();
        var reader = await GetCommand(text, values).ExecuteReaderAsync(cancelled).ConfigureAwait(false);
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
        foreach (var command in _commands.Values)
        {
            await command.DisposeAsync().ConfigureAwait(false);
        }

        _commands.Clear();
        await Connection.DisposeAsync().ConfigureAwait(false);
    }

    private DbBatch CreateBatch(IReadOnlyList<SqlStatement> statements, int first)
    {
        var batch = Connection.CreateBatch();
        for (var i = first; i < statements.Count && i < first + MostTogether; i++)
        {
            var command = batch.CreateBatchCommand();
            command.CommandText = statements[i].Text;
            foreach (var (name, value) in statements[i].Values)
            {
                var parameter = command.CreateParameter();
                (parameter.ParameterName, parameter.Value) = (name, value);
                command.Parameters.Add(parameter);
            }

            batch.BatchCommands.Add(command);
        }

        return batch;
    }

    private DbCommand GetCommand(string text, (string Name, object Value)[] values)
    {
        if (_commands.TryGetValue(text, out var command))
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

        _commands.Add(text, command);
        return command;
    }
}

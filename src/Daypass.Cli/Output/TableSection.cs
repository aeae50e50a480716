namespace Daypass.Cli.Output;

/// <summary>One titled part of a table: an optional header row and rows of equal length.</summary>
internal sealed class TableSection(string title, int indent)
{
    private const int Padding = 4;
    private int[] _widths = [];

    public string Title { get; } = title;

    public int Indent { get; } = indent;

    public List<string> Headers { get; } = [];

    public List<string[]> Rows { get; } = [];

    public void AddHeaders(List<string> headers)
    {
        Widen(headers);
        Headers.AddRange(headers);
    }

    /// <summary>Adds a row; false when it does not have as many cells as the rows before it.</summary>
    public bool TryAdd(string[] row)
    {
        var columns = Headers.Count > 0 ? Headers.Count : Rows.Count > 0 ? Rows[0].Length : row.Length;
        if (row.Length != columns)
        {
            return false;
        }

        Rows.Add(row);
        Widen(row);
        return true;
    }

    /// <summary>The columns the section takes with its borders.</summary>
    public int TotalWidth()
    {
        var total = 2 + (2 * Indent);
        foreach (var width in _widths)
        {
            total += width + Padding;
        }

        return Math.Max(TextWidth.Measure(Title) + 2 + (2 * Indent), total);
    }

    /// <summary>The widths of the cells when all of them together shall take exactly so many columns.</summary>
    public int[] ColumnWidths(int total)
    {
        if (_widths.Length == 0)
        {
            return [];
        }

        var sum = 0;
        foreach (var width in _widths)
        {
            sum += width + Padding;
        }

        // Halves go to the even neighbour; what the rounding took too much or too little is settled column by column.
        var scale = total / (double)sum;
        var scaled = Array.ConvertAll(_widths, width => (int)Math.Round(scale * (width + Padding), MidpointRounding.ToEven));
        var excess = -total;
        foreach (var width in scaled)
        {
            excess += width;
        }

        for (var index = 0; excess > 0; index = (index + 1) % scaled.Length, excess--)
        {
            scaled[index]--;
        }

        for (var index = scaled.Length - 1; excess < 0; index = index == 0 ? scaled.Length - 1 : index - 1, excess++)
        {
            scaled[index]++;
        }

        return scaled;
    }

    /// <summary>The same section turned: one row for each header.</summary>
    public TableSection Turned()
    {
        var turned = new TableSection(Title, Indent);
        for (var index = 0; index < Headers.Count; index++)
        {
            turned.TryAdd([Headers[index], Rows[0][index]]);
        }

        return turned;
    }

    private void Widen(IReadOnlyList<string> cells)
    {
        if (_widths.Length == 0)
        {
            _widths = new int[cells.Count];
        }

        for (var index = 0; index < cells.Count; index++)
        {
            _widths[index] = Math.Max(_widths[index], TextWidth.Measure(cells[index]));
        }
    }
}

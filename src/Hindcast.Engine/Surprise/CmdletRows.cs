using System.Text;
using Hindcast.Analysis.Surprise;
using Hindcast.Formats.Text;

namespace Hindcast.Engine.Surprise;

/// <summary>Counts the cmdlets of text logs into a profile. Serves one thread.</summary>
internal sealed class CmdletRows(ProfileTally tally)
{
    private const string Shell = "exchange-rps-cmdlet";

    private readonly TextRow _row = new();
    private readonly int[] _ends = new int[RequestColumns.MaxColumns];
    private LogHeader? _header;
    private int _cmdlet;
    private int _parameters;

    /// <summary>True for logs that tell cmdlets.</summary>
    internal static bool Are(string kind) => kind is TextKinds.EcpServer or Shell;

    /// <summary>Takes a row.</summary>
    internal void Add(ReadOnlySpan<byte> line, LogHeader header, RowSpot spot)
    {
        if (header.Kind == TextKinds.EcpServer)
        {
            AddEcp(line, header, spot);
            return;
        }

        if (!ReferenceEquals(header, _header))
        {
            _header = header;
            (_cmdlet, _parameters) = (header.IndexOf("Cmdlet"), header.IndexOf("Parameters"));
        }

        // Two of many columns are wanted, and they stand in the first half of the row.
        int columns = Math.Max(_cmdlet, _parameters) + 1;
        if (_cmdlet < 0 || _parameters < 0 || columns > _ends.Length || ColumnEnds.Find(line, (byte)',', quoted: true, _ends.AsSpan(0, columns)) < columns)
        {
            return;
        }

        ReadOnlySpan<byte> cmdlet = Column(line, _cmdlet), parameters = Column(line, _parameters);
        if (cmdlet.IsEmpty || cmdlet.SequenceEqual("\"\""u8))
        {
            return;
        }

        tally.CountCmdlet(spot.Ticks);
        if (!tally.TryAddKnownCall(spot, cmdlet, parameters, out ulong call))
        {
            AddCall(spot, Text(cmdlet), Text(parameters), call);
        }
    }

    private void AddCall(RowSpot spot, string cmdlet, string parameters, ulong call) =>
        CmdletText.ReadDashed(parameters, (name, value) => tally.AddCmdlet(spot, cmdlet, name, value, call));

    private void AddEcp(ReadOnlySpan<byte> line, LogHeader header, RowSpot spot)
    {
        if (line.IndexOf("S:CMD="u8) < 0)
        {
            return;
        }

        _row.Bind(line, header);
        if (_row.TryGet("EventData", out ReadOnlySpan<char> data) && data.Contains("S:CMD=", StringComparison.Ordinal))
        {
            tally.CountCmdlet(spot.Ticks);
            List<(string Name, string Value)> parameters = [];
            CmdletText.ReadEcp(data, (name, value) => parameters.Add((name.ToString(), value.ToString())), out ReadOnlySpan<char> command);
            foreach ((string name, string value) in parameters)
            {
                tally.AddCmdlet(spot, command, name, value);
            }
        }
    }

    private ReadOnlySpan<byte> Column(ReadOnlySpan<byte> line, int column) => line[(column == 0 ? 0 : _ends[column - 1] + 1).._ends[column]];

    private static string Text(ReadOnlySpan<byte> column) => RowSplitter.Unquote(Encoding.UTF8.GetString(column)).ToString();
}

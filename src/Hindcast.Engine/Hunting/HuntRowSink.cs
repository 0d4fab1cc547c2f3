using System.Runtime.CompilerServices;
using Hindcast.Engine.Detection;
using Hindcast.Engine.Pipeline;
using Hindcast.Evidence;
using Hindcast.Formats.Text;
using Hindcast.Sigma.Compilation;

namespace Hindcast.Engine.Hunting;

/// <summary>Tries the rules on every row of a text log. Serves one thread.</summary>
internal sealed class HuntRowSink(HuntPlan plan, HuntWorker worker) : ITextRowSink
{
    private static readonly string[] ComputerColumns = ["s-computername", "ServerHostName", "server-hostname"];

    private readonly ConditionalWeakTable<LogHeader, SigmaShapePlan> _shapes = [];
    private readonly HuntFieldsWriter _writer = new();
    private readonly TextRow _row = new();
    private string _path = "";
    private string _log = "";

    /// <summary>Starts a stretch of a file.</summary>
    internal void Begin(string path, string log)
    {
        _path = path;
        _log = log;
    }

    /// <inheritdoc/>
    public void OnRow(
        ReadOnlySpan<byte> line, LogHeader header, long offsetBytes, long lengthBytes, long lineInUnit, EvidenceTime? time)
    {
        if (!_shapes.TryGetValue(header, out SigmaShapePlan? shape))
        {
            shape = plan.Sigma.ForShape(new SigmaEventShape([new("Log", LogKinds.MappingName(header.Kind))], header.Fields));
            _shapes.Add(header, shape);
        }

        if (shape.RuleCount > 0)
        {
            _row.Bind(line, header);
        }

        TextRowSlots slots = new(_row);
        ReadOnlySpan<int> rules = worker.Try(shape, ref slots);
        if (rules.IsEmpty)
        {
            return;
        }

        HuntMatch match = new()
        {
            Rule = plan.HeaderOf(rules[0]),
            Time = time,
            Log = _log,
            Computer = Computer(),
            Location = new SourceLocation(_path, offsetBytes, lengthBytes, lineInUnit + 1),
            Fields = Fields(header),
        };
        foreach (int rule in rules)
        {
            worker.Take(rule, match, shape.Shape, slots);
        }
    }

    private HuntFields Fields(LogHeader header)
    {
        _writer.Start();
        for (int i = 0; i < _row.Count && !_writer.IsFull; i++)
        {
            if (ShownFields.IsShown(_row, i))
            {
                _writer.Add(i, _row.Value(i));
            }
        }

        return _writer.Finish(header.Fields);
    }

    private string Computer()
    {
        foreach (string column in ComputerColumns)
        {
            if (_row.TryGet(column, out ReadOnlySpan<char> name) && !name.IsEmpty && name is not "-")
            {
                return name.ToString();
            }
        }

        return "";
    }
}

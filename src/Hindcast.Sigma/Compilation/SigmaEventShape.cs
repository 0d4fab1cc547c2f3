using System.Text;

namespace Hindcast.Sigma.Compilation;

/// <summary>
/// What all events of one template or one log header have in common: the values that never change (channel, provider,
/// event id, or the kind of a text log) and the ordered names of the fields that do. Immutable; two shapes with the
/// same content are the same shape to a plan.
/// </summary>
public sealed class SigmaEventShape
{
    private readonly Dictionary<string, string> constants = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<int>> repeats = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int> slots = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Makes a shape.</summary>
    /// <param name="constants">Names and values that are the same in every event: <c>Channel</c>, <c>Provider_Name</c>,
    /// <c>EventID</c>; <c>Log</c> for text logs.</param>
    /// <param name="fields">The names of the fields; a field's place is its slot. A name may stand
    /// several times (unnamed <c>Data</c> items): a test then matches when one of the values does.</param>
    public SigmaEventShape(IEnumerable<KeyValuePair<string, string>> constants, IReadOnlyList<string> fields)
    {
        ArgumentNullException.ThrowIfNull(constants);
        ArgumentNullException.ThrowIfNull(fields);
        Fields = [.. fields];
        StringBuilder key = new();
        foreach ((string name, string value) in constants.OrderBy(c => c.Key, StringComparer.OrdinalIgnoreCase))
        {
            this.constants[name] = value;
            key.Append(SigmaFold.Fold(name)).Append('=').Append(value).Append('\n');
        }

        for (int i = 0; i < Fields.Count; i++)
        {
            if (!slots.TryAdd(Fields[i], i))
            {
                if (!repeats.TryGetValue(Fields[i], out List<int>? more))
                {
                    repeats.Add(Fields[i], more = []);
                }

                more.Add(i);
            }

            key.Append('\t').Append(Fields[i]);
        }

        for (int i = 0; i < Fields.Count; i++)
        {
            // Sigma writes "Threat Name" without its blank.
            slots.TryAdd(Fields[i].Replace(" ", "", StringComparison.Ordinal), i);
        }

        Key = key.ToString();
    }

    /// <summary>The names of the fields in the order of their slots.</summary>
    public IReadOnlyList<string> Fields { get; }

    /// <summary>The values that are the same in every event.</summary>
    public IReadOnlyDictionary<string, string> Constants => constants;

    /// <summary>Equal for shapes of the same content.</summary>
    internal string Key { get; }

    /// <summary>The slot of a field, whatever the case of its name; -1 when the shape lacks it.</summary>
    /// <param name="name">The name.</param>
    public int SlotOf(string name) => slots.GetValueOrDefault(name, -1);

    /// <summary>The slots of a name behind the first.</summary>
    internal int[] RepeatsOf(string name) => repeats.TryGetValue(name, out List<int>? more) ? [.. more] : [];

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", constants.Select(c => $"{c.Key}={c.Value}"));
}

using Hindcast.Sigma.Matching;

namespace Hindcast.Tests.Unit.Sigma;

/// <summary>An event from pairs of field and value.</summary>
internal sealed class MapEvent : ISigmaEvent
{
    private readonly Dictionary<string, string> fields = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> texts = [];

    public MapEvent(params (string Field, string Value)[] pairs)
    {
        foreach ((string field, string value) in pairs)
        {
            fields[field] = value;
            texts.Add(value);
        }
    }

    public int KeywordTextCount => texts.Count;

    public MapEvent WithText(string text)
    {
        texts.Add(text);
        return this;
    }

    public ReadOnlySpan<char> GetKeywordText(int index) => texts[index];

    public bool TryGetField(string name, out ReadOnlySpan<char> value)
    {
        bool found = fields.TryGetValue(name, out string? text);
        value = text;
        return found;
    }
}

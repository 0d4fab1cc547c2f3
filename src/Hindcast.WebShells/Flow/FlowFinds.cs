using System.Buffers;
using Hindcast.WebShells.Lexing;

namespace Hindcast.WebShells.Flow;

/// <summary>What following the values of a page came to: signs, keys, and texts that are code themselves. Not thread-safe.</summary>
internal sealed class FlowFinds(PageLanguage language)
{
    private const int MaxSigns = 5_000;
    private const int MaxKeys = 16;
    private const int MaxNested = 64;

    private static readonly SearchValues<string> PageMarks = SearchValues.Create(["<%", "<?", "runat"], StringComparison.OrdinalIgnoreCase);

    private readonly List<FoundSign> _signs = [];
    private readonly List<string> _keys = [];
    private readonly List<(string Text, int Position, bool IsCode)> _nested = [];

    internal IReadOnlyList<FoundSign> Signs => _signs;

    /// <summary>Names of parameters that reach what matters, and texts that values of the request are compared with.</summary>
    internal IReadOnlyList<string> Keys => _keys;

    /// <summary>Constant texts that are code themselves.</summary>
    internal IReadOnlyList<(string Text, int Position, bool IsCode)> Nested => _nested;

    internal void Clear()
    {
        _signs.Clear();
        _keys.Clear();
        _nested.Clear();
    }

    internal void Add(int position, PageCapability capability, string reason, int weight, bool fromRequest, string? key = null)
    {
        if (_signs.Count < MaxSigns)
        {
            _signs.Add(new FoundSign(position, capability, reason, weight, fromRequest));
        }

        if (key is not null && weight >= 20)
        {
            Key(key);
        }
    }

    internal void Key(string key)
    {
        if (key.Length is > 0 and <= 128 && key != RequestSources.Upload && _keys.Count < MaxKeys && !_keys.Contains(key))
        {
            _keys.Add(key);
        }
    }

    /// <summary>A name of code that the page does not spell.</summary>
    internal void FoldedName(ScriptToken token)
    {
        if (language is PageLanguage.CSharp or PageLanguage.Java or PageLanguage.JScript)
        {
            Add(token.Position, PageCapability.Hides, "writes names of code in escapes", 50, false);
        }
        else if (language == PageLanguage.Php && NamedThings.IsHiddenName(token.Text))
        {
            Add(token.Position, PageCapability.Hides, "puts the name of a function together from pieces", 48, false);
        }
    }

    /// <summary>A text: what it names, and whether it is code.</summary>
    internal void Text(ScriptToken token)
    {
        if (NamedThings.Find(token.Text) is { } thing)
        {
            Add(token.Position, thing.Capability, thing.Reason, thing.Weight, false);
        }

        if (token.IsFolded && NamedThings.IsHiddenName(token.Text))
        {
            Add(token.Position, PageCapability.Hides, "puts the name of a function together from pieces", 48, false);
        }

        bool page = token.Text.Length >= 12 && token.Text.AsSpan().ContainsAny(PageMarks);
        bool code = !page && token.IsFolded && token.Text.Length >= 16 && token.Text.AsSpan().ContainsAny('(', '$');
        if ((page || code) && _nested.Count < MaxNested)
        {
            _nested.Add((token.Text, token.Position, code));
        }
    }

    /// <summary>Constant texts that the page runs are code, whether folded or not.</summary>
    internal void RunText(List<ScriptToken> tokens, int from, int to)
    {
        for (int i = from; i < to; i++)
        {
            ScriptToken token = tokens[i];
            if (token.Kind == TokenKind.Text && token.Text.Length >= 8 && _nested.Count < MaxNested && !_nested.Exists(n => n.Position == token.Position))
            {
                _nested.Add((token.Text, token.Position, true));
            }
        }
    }

    /// <summary>A value of the request that is compared with a text of the page.</summary>
    internal void Secret(int position, string key, string? text)
    {
        if (text is null || text.Length is < 3 or > 128)
        {
            return;
        }

        bool hash = text.Length is 16 or 32 or 40 or 64 or 128 && text.AsSpan().IndexOfAnyExcept("0123456789abcdefABCDEF-") < 0;
        bool password = key.Contains("pass", StringComparison.OrdinalIgnoreCase) || key.Contains("pwd", StringComparison.OrdinalIgnoreCase)
            || key.Contains("auth", StringComparison.OrdinalIgnoreCase);
        Add(position, PageCapability.ChecksKey, hash ? "compares a value of the request with a hash in the page" : "compares a value of the request with a text in the page",
            hash ? 40 : password ? 28 : 5, true, key);
        if (hash || password)
        {
            Key(text);
        }
    }
}

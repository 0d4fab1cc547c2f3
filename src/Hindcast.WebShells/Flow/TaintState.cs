using Hindcast.WebShells.Lexing;

namespace Hindcast.WebShells.Flow;

/// <summary>
/// Which variables of a page are known to hold a value of the request, and where such values stand in the tokens. Work is bounded by
/// one budget. Not thread-safe.
/// </summary>
internal sealed class TaintState
{
    /// <summary>Steps that following the values of one piece of code may take.</summary>
    internal const long Budget = 12_000_000;

    /// <summary>Tokens that are looked over for the end of an expression.</summary>
    internal const int MaxRange = 4_000;

    private const int MaxOperand = 60;

    /// <summary>What makes something else of a value: a path below a folder of the page, a number, a name without its folder.</summary>
    private static readonly HashSet<string> Builders = new(StringComparer.Ordinal)
    {
        "mappath", "combine", "format", "getfilename", "getfilenamewithoutextension", "concat", "parse", "tryparse", "getextension", "split",
    };

    private static readonly HashSet<string> Numeric = new(StringComparer.Ordinal)
    {
        "toint32", "toint16", "toint64", "cint", "clng", "parseint", "intval", "toboolean", "cbool", "todatetime", "cdate", "isnumeric", "isnullorempty", "isset", "empty", "strlen", "len",
    };

    /// <summary>Methods that every class has: by such a name nothing tells whose it is.</summary>
    private static readonly HashSet<string> Everywhere = new(StringComparer.Ordinal) { "tostring", "equals", "gethashcode", "gettype", "add", "get", "read", "write", "close", "dispose" };

    private readonly List<ScriptToken> _tokens;
    private readonly bool _basic;
    private readonly string _member;
    private readonly int[] _match;
    private readonly string?[] _source;
    private readonly Dictionary<(int Scope, string Name), string> _tainted = [];
    private readonly HashSet<string> _taintedNames = new(StringComparer.Ordinal);
    private readonly Dictionary<(int Scope, string Name), int> _shares = [];
    private readonly bool _takesFromRequest;
    private long _budget = Budget;

    internal TaintState(List<ScriptToken> tokens, PageLanguage language, IReadOnlySet<string> controls, bool isService, TokenScratch scratch, bool isUntainted)
    {
        _tokens = tokens;
        _basic = language is PageLanguage.VBScript or PageLanguage.VisualBasic;
        _member = language == PageLanguage.Php ? "->" : ".";
        Names = new CodeNames(tokens, language, isService, scratch, isUntainted);
        _match = Names.Match;
        _source = scratch.Sources;
        if (isUntainted)
        {
            return;
        }

        foreach ((int scope, string name) in Names.ServiceArguments)
        {
            _tainted.TryAdd((scope, name), name);
            _taintedNames.Add(name);
        }

        UnsetAreTainted = language == PageLanguage.Php && Names.IsOldStyle();
        Func<string, string?> typeOf = n => Names.Types.GetValueOrDefault(n);
        for (int i = 0; i < tokens.Count; i++)
        {
            _source[i] = RequestSources.At(tokens, i, language, controls, typeOf);
            _takesFromRequest |= _source[i] is not null;
        }
    }

    /// <summary>What the names of the code mean.</summary>
    internal CodeNames Names { get; }

    /// <summary>True when something became known since this was last set to false.</summary>
    internal bool IsChanged { get; set; }

    /// <summary>True when variables that are never set hold what the request says (PHP).</summary>
    internal bool UnsetAreTainted { get; private set; }

    /// <summary>True when anything takes a value of the request.</summary>
    internal bool HasSource => _takesFromRequest || _tainted.Count > 0;

    internal bool IsExhausted => _budget <= 0;

    /// <summary>True for a function whose result is no text of the client's choice.</summary>
    internal static bool IsNumeric(string function) => Numeric.Contains(function);

    /// <summary>The key of a source that starts at a token; null when none does.</summary>
    internal string? SourceAt(int index) => _source[index];

    /// <summary>The key that a variable, or the result of a function of the page, holds; null when it holds none.</summary>
    internal string? KeyOf(string name, int at) => _taintedNames.Contains(name) ? _tainted.GetValueOrDefault(Names.Variable(name, at)) : null;

    /// <summary>The key that the result of a method of the page holds, where a call of it stands behind a dot.</summary>
    internal string? ResultOf(int at) =>
        Names.At(at + 1).Is('(') && !Everywhere.Contains(_tokens[at].Text) && Names.Functions.ContainsKey(_tokens[at].Text)
            ? _tainted.GetValueOrDefault((CodeNames.Global, _tokens[at].Text))
            : null;

    /// <summary>What of a value of the request an expression is: 2 when it is one as such, 1 when it begins with one, 0 otherwise.</summary>
    /// <param name="from">First token.</param>
    /// <param name="to">One behind the last.</param>
    internal int Share(int from, int to)
    {
        // A cast, a constructor of a text or an encoding around it leaves it what it is; a path of the page's own before it does not.
        int end = from;
        while (end < to && end - from < MaxOperand && !(Names.At(end) is { Kind: TokenKind.Mark, Text: "+" or "&" or "?" or "??" or "," or ":" }) && !Names.At(end).IsName("orelse"))
        {
            if (_tokens[end].Kind == TokenKind.Name && Builders.Contains(_tokens[end].Text))
            {
                return 0;
            }

            end = (Names.At(end).Is('(') || Names.At(end).Is('[')) && _match[end] > end && _match[end] < to ? _match[end] + 1 : end + 1;
        }

        int at = from;
        while (at < end && Names.At(at).Is('(') && _match[at] > 0 && _match[at] + 1 < end && Names.At(_match[at] + 1).Kind == TokenKind.Name)
        {
            at = _match[at] + 1;
        }

        for (int i = at; i < end; i++)
        {
            ScriptToken token = _tokens[i];
            bool source = _source[i] is { } key && key != RequestSources.Upload;
            bool variable = !source && i == at && token.Kind == TokenKind.Name && _shares.ContainsKey(Names.Variable(token.Text, i));
            if (source || variable)
            {
                int share = source ? 2 : _shares[Names.Variable(token.Text, i)];
                return Names.At(end).Is('+') || Names.At(end).Is('&') ? Math.Min(share, 1) : end >= to || Names.At(end).Is(',') ? share : 0;
            }

            if (token.Kind != TokenKind.Name && !token.Is('.'))
            {
                return 0;
            }
        }

        return 0;
    }

    /// <summary>Notes what of a value of the request a variable holds; the most that it ever held counts.</summary>
    internal void Share(string name, int at, int share)
    {
        (int, string) variable = Names.Variable(name, at);
        if (share > 0 && _shares.GetValueOrDefault(variable) < share)
        {
            _shares[variable] = share;
            IsChanged = true;
        }
    }

    internal void Taint(string name, int at, string key) => Taint(Names.Variable(name, at), key);

    internal void Taint((int Scope, string Name) variable, string key)
    {
        if (variable.Name.Length > 0 && !CodeNames.Keywords.Contains(variable.Name) && _tainted.TryAdd(variable, key))
        {
            _taintedNames.Add(variable.Name);
            IsChanged = true;
        }
    }

    /// <summary>From here on variables that are never set count as values of the request.</summary>
    internal void TaintUnset()
    {
        IsChanged |= !UnsetAreTainted;
        UnsetAreTainted = true;
    }

    /// <summary>The key of the first value of the request in a range of tokens; null when there is none.</summary>
    /// <param name="from">First token.</param>
    /// <param name="to">One behind the last.</param>
    /// <param name="uploads">False to pass over uploaded files.</param>
    internal string? In(int from, int to, bool uploads = true)
    {
        if (!HasSource && !UnsetAreTainted)
        {
            return null;
        }

        to = Math.Min(Math.Min(to, _tokens.Count), from + MaxRange);
        for (int i = from; i < to; i++)
        {
            if (--_budget <= 0)
            {
                return null;
            }

            if (_source[i] is { } key && (uploads || key != RequestSources.Upload))
            {
                return key;
            }

            ScriptToken token = _tokens[i];
            if (token.Kind != TokenKind.Name)
            {
                continue;
            }

            if (Names.At(i + 1).Is('(') && _match[i + 1] > 0 && Numeric.Contains(token.Text))
            {
                i = _match[i + 1];
            }
            else if (Names.IsMember(i))
            {
                if (ResultOf(i) is { } result && (uploads || result != RequestSources.Upload))
                {
                    return result;
                }
            }
            else if (KeyOf(token.Text, i) is { } origin && (uploads || origin != RequestSources.Upload))
            {
                bool measured = Names.At(i + 1).Is(_member) && Names.At(i + 2).Text is "length" or "count";
                if (!measured)
                {
                    return origin;
                }
            }
            else if (UnsetAreTainted && token.Text.StartsWith('$') && !Names.Assigned.Contains(token.Text))
            {
                return token.Text;
            }
        }

        return null;
    }

    /// <summary>Where the expression that starts at a token ends.</summary>
    internal int EndOfExpression(int from)
    {
        int limit = Math.Min(_tokens.Count, from + MaxRange);
        for (int i = from; i < limit; i++)
        {
            _budget--;
            ScriptToken token = _tokens[i];
            if (token.Kind == TokenKind.End || token.Is(')') || token.Is(']') || token.Is('}'))
            {
                return i;
            }

            if ((token.Is('(') || token.Is('[') || token.Is('{')) && _match[i] > i)
            {
                i = _match[i];
            }
            else if (token.Is(',') && !_basic)
            {
                return i;
            }
        }

        return limit;
    }

    /// <summary>Where the statement that a token is in ends.</summary>
    internal int EndOfStatement(int from)
    {
        int limit = Math.Min(_tokens.Count, from + MaxRange);
        for (int i = from; i < limit; i++)
        {
            _budget--;
            if (_tokens[i].Kind == TokenKind.End)
            {
                return i;
            }
        }

        return limit;
    }

    /// <summary>Where an argument (from 0) of a call begins; the end when there are fewer.</summary>
    internal int ArgumentStart(int from, int to, int number)
    {
        int limit = Math.Min(to, from + MaxRange);
        for (int i = from; i < limit && number > 0; i++)
        {
            _budget--;
            if ((_tokens[i].Is('(') || _tokens[i].Is('[') || _tokens[i].Is('{')) && _match[i] > i)
            {
                i = _match[i];
            }
            else if (_tokens[i].Is(',') && --number == 0)
            {
                return i + 1;
            }
        }

        return number == 0 ? from : to;
    }

    /// <summary>True for a short range without any name.</summary>
    internal bool IsConstant(int from, int to)
    {
        for (int i = from; i < Math.Min(to, from + 8); i++)
        {
            if (_tokens[i].Kind == TokenKind.Name)
            {
                return false;
            }
        }

        return to - from <= 8;
    }

    /// <summary>The first text that is the name of a function that runs code or commands.</summary>
    internal string? ConstantFunctionIn(int from, int to)
    {
        for (int i = from; i < Math.Min(to, from + 12); i++)
        {
            if (_tokens[i].Kind == TokenKind.Text && NamedThings.IsRunning(_tokens[i].Text))
            {
                return _tokens[i].Text.ToLowerInvariant();
            }
        }

        return null;
    }

    /// <summary>True when a text that fits stands in a range.</summary>
    internal bool HasConstant(int from, int to, Predicate<string> fits)
    {
        for (int i = from; i < Math.Min(to, from + 24); i++)
        {
            if (_tokens[i].Kind == TokenKind.Text && fits(_tokens[i].Text))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The first text among the first tokens of a range.</summary>
    internal string? ConstantIn(int from, int to)
    {
        for (int i = from; i < Math.Min(to, from + 12); i++)
        {
            if (_tokens[i].Kind == TokenKind.Text)
            {
                return _tokens[i].Text;
            }
        }

        return null;
    }
}

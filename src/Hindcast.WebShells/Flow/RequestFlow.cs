using System.Text;
using Hindcast.WebShells.Lexing;

namespace Hindcast.WebShells.Flow;

/// <summary>
/// Follows values of the request through variables, parameters and results of functions into the calls that matter. Knows no
/// order of execution and no scopes: a name that ever held a value of the request is taken to hold it always, which
/// suits small pages. Work is bounded. Not thread-safe.
/// </summary>
internal sealed class RequestFlow
{
    private const int Passes = 5;
    private const int MaxRange = 4_000;
    private const int MaxSegments = 24;

    private static readonly HashSet<string> Numeric = new(StringComparer.Ordinal)
    {
        "toint32", "toint16", "toint64", "cint", "clng", "parseint", "intval", "toboolean", "cbool", "todatetime", "cdate", "isnumeric", "isnullorempty", "isset", "empty", "strlen", "len",
    };

    private static readonly HashSet<string> NeverReceivers = new(StringComparer.Ordinal)
    {
        "response", "server", "session", "application", "console", "out", "this", "me", "page", "request", "context", "string", "math", "convert", "system", "httpcontext", "viewstate", "$this", "base", "trace", "debug", "log",
    };

    private readonly List<ScriptToken> _tokens;
    private readonly PageLanguage _language;
    private readonly bool _basic;
    private readonly string _member;
    private readonly CodeNames _names;
    private readonly int[] _match;
    private readonly string?[] _source;
    private readonly Dictionary<(int Scope, string Name), string> _tainted = [];
    private readonly List<FoundSign> _signs = [];
    private readonly List<string> _keys = [];
    private readonly List<(string Text, int Position, bool IsCode)> _nested = [];
    private long _budget = 12_000_000;
    private bool _changed;
    private bool _unsetAreTainted;

    internal RequestFlow(List<ScriptToken> tokens, PageLanguage language, IReadOnlySet<string> controls, bool isService)
    {
        _tokens = tokens;
        _language = language;
        _basic = language is PageLanguage.VBScript or PageLanguage.VisualBasic;
        _member = language == PageLanguage.Php ? "->" : ".";
        _names = new CodeNames(tokens, language, isService);
        _match = _names.Match;
        foreach ((int scope, string name) in _names.ServiceArguments)
        {
            _tainted.TryAdd((scope, name), name);
        }

        _unsetAreTainted = language == PageLanguage.Php && _names.IsOldStyle();
        _source = new string?[tokens.Count];
        for (int i = 0; i < tokens.Count; i++)
        {
            _source[i] = RequestSources.At(tokens, i, language, controls, n => _names.Types.GetValueOrDefault(n));
        }
    }

    internal IReadOnlyList<FoundSign> Signs => _signs;

    /// <summary>Names of parameters that reach what matters, and texts that values of the request are compared with.</summary>
    internal IReadOnlyList<string> Keys => _keys;

    /// <summary>Constant texts that are code themselves.</summary>
    internal IReadOnlyList<(string Text, int Position, bool IsCode)> Nested => _nested;

    /// <summary>True when anything takes a value of the request.</summary>
    internal bool HasSource => _source.Any(s => s is not null) || _tainted.Count > 0;

    internal bool IsExhausted => _budget <= 0;

    internal void Run()
    {
        for (int pass = 0; pass < Passes; pass++)
        {
            _changed = false;
            _signs.Clear();
            _keys.Clear();
            _nested.Clear();
            Walk();
            if (!_changed || _budget <= 0)
            {
                return;
            }
        }
    }

    private ScriptToken At(int index) => _names.At(index);

    private bool IsMember(int index) => _names.IsMember(index);

    private void Taint(string name, int at, string key) => Taint(_names.Variable(name, at), key);

    private void Taint((int Scope, string Name) variable, string key)
    {
        if (variable.Name.Length > 0 && !CodeNames.Keywords.Contains(variable.Name) && _tainted.TryAdd(variable, key))
        {
            _changed = true;
        }
    }

    /// <summary>The key of the first value of the request in a range of tokens; null when there is none.</summary>
    private string? TaintIn(int from, int to)
    {
        to = Math.Min(Math.Min(to, _tokens.Count), from + MaxRange);
        for (int i = from; i < to; i++)
        {
            if (--_budget <= 0)
            {
                return null;
            }

            if (_source[i] is { } key)
            {
                return key;
            }

            ScriptToken token = _tokens[i];
            if (token.Kind != TokenKind.Name || IsMember(i))
            {
                if (token.Kind == TokenKind.Name && Numeric.Contains(token.Text) && At(i + 1).Is("(") && _match[i + 1] > 0)
                {
                    i = _match[i + 1];
                }

                continue;
            }

            if (Numeric.Contains(token.Text) && At(i + 1).Is("(") && _match[i + 1] > 0)
            {
                i = _match[i + 1];
            }
            else if (_tainted.TryGetValue(_names.Variable(token.Text, i), out string? origin))
            {
                bool measured = At(i + 1).Is(_member) && At(i + 2).Text is "length" or "count";
                if (!measured)
                {
                    return origin;
                }
            }
            else if (_unsetAreTainted && token.Text.StartsWith('$') && !_names.Assigned.Contains(token.Text))
            {
                return token.Text;
            }
        }

        return null;
    }

    private int EndOfExpression(int from)
    {
        int limit = Math.Min(_tokens.Count, from + MaxRange);
        for (int i = from; i < limit; i++)
        {
            _budget--;
            ScriptToken token = _tokens[i];
            if (token.Kind == TokenKind.End || token.Is(")") || token.Is("]") || token.Is("}"))
            {
                return i;
            }

            if ((token.Is("(") || token.Is("[") || token.Is("{")) && _match[i] > i)
            {
                i = _match[i];
            }
            else if (token.Is(",") && !_basic)
            {
                return i;
            }
        }

        return limit;
    }

    private void Walk()
    {
        bool inCondition = false;
        bool atStart = true;
        for (int i = 0; i < _tokens.Count && _budget > 0; i++)
        {
            ScriptToken token = _tokens[i];
            switch (token.Kind)
            {
                case TokenKind.End:
                    inCondition = false;
                    atStart = true;
                    continue;
                case TokenKind.Text:
                    Named(token);
                    break;
                case TokenKind.Name:
                    if (_basic && token.Text is "if" or "elseif" or "while" or "until" or "select")
                    {
                        inCondition = true;
                    }

                    Word(i, atStart, inCondition);
                    break;
                case TokenKind.Mark when token.Text is "==" or "===" or "!=" or "!==" or "<>" || (token.Text == "=" && inCondition):
                    Comparison(i);
                    break;
                case TokenKind.Mark when token.Text == "=" && IsMember(i - 1) is false && At(i - 1).Is("]"):
                    IndexedAssignment(i);
                    break;
                case TokenKind.Mark when token.Text == "$" && _language == PageLanguage.Php && _tainted.ContainsKey(_names.Variable(At(i + 1).Text, i + 1)) && EndsInAssignment(i + 1):
                    _changed |= !_unsetAreTainted;
                    _unsetAreTainted = true;
                    break;
            }

            if (token.IsName("then"))
            {
                inCondition = false;
            }

            atStart = token.Is("{") || token.Is("}") || token.IsName("then") || token.IsName("else");
        }
    }

    private bool EndsInAssignment(int at) => At(at + 1).Is("=");

    private void IndexedAssignment(int at)
    {
        int open = _match[at - 1];
        int name = open - 1;
        if (open > 0 && At(name).Kind == TokenKind.Name && TaintIn(at + 1, EndOfExpression(at + 1)) is { } key)
        {
            Taint(At(name).Text, name, key);
        }
    }

    private void Named(ScriptToken token)
    {
        if (NamedThings.Find(token.Text) is { } thing)
        {
            Add(token.Position, thing.Capability, thing.Reason, thing.Weight, false);
        }

        if (token.IsFolded && NamedThings.IsHiddenName(token.Text))
        {
            Add(token.Position, PageCapability.Hides, "puts the name of a function together from pieces", 48, false);
        }

        bool page = token.Text.Length >= 12 && (token.Text.Contains("<%", StringComparison.Ordinal) || token.Text.Contains("<?", StringComparison.Ordinal) || token.Text.Contains("runat", StringComparison.OrdinalIgnoreCase));
        bool code = !page && token.IsFolded && token.Text.Length >= 16 && (token.Text.Contains('(', StringComparison.Ordinal) || token.Text.Contains('$', StringComparison.Ordinal));
        if ((page || code) && _nested.Count < 64)
        {
            _nested.Add((token.Text, token.Position, code));
        }
    }

    private void Word(int i, bool atStart, bool inCondition)
    {
        ScriptToken token = _tokens[i];
        if (token.IsFolded && (_language is PageLanguage.CSharp or PageLanguage.Java or PageLanguage.JScript))
        {
            Add(token.Position, PageCapability.Hides, "writes names of code in escapes", 50, false);
        }
        else if (token.IsFolded && _language == PageLanguage.Php && NamedThings.IsHiddenName(token.Text))
        {
            Add(token.Position, PageCapability.Hides, "puts the name of a function together from pieces", 48, false);
        }

        if (token.Text == "return")
        {
            if (TaintIn(i + 1, EndOfExpression(i + 1)) is { } key && _names.Enclosing(i) is { } function)
            {
                Taint((CodeNames.Global, function), key);
            }

            return;
        }

        if (token.Text is "in" or "as" && i > 0)
        {
            Loop(i, token.Text);
            return;
        }

        if (IsMember(i))
        {
            // A chain that begins with a bracket: ((T)x).Name(...)
            int close = i - 2;
            if (!At(close).Is(")") || _match[close] < 0 || (At(_match[close] - 1).Kind == TokenKind.Name && !CodeNames.Keywords.Contains(At(_match[close] - 1).Text)))
            {
                return;
            }

            Chain(i, TaintIn(_match[close], close), ChainInside(_match[close] + 1, close), atStart, inCondition);
            return;
        }

        Chain(i, null, "", atStart, inCondition);
    }

    /// <summary>Names inside a bracket that a chain begins with.</summary>
    private string ChainInside(int from, int to)
    {
        StringBuilder text = new();
        for (int i = from; i < Math.Min(to, from + 12); i++)
        {
            if (_tokens[i].Kind == TokenKind.Name)
            {
                text.Append(_tokens[i].Text).Append('.');
                if (_names.Types.TryGetValue(_tokens[i].Text, out string? type))
                {
                    text.Append(type).Append('.');
                }
            }
        }

        return text.ToString();
    }

    private void Loop(int i, string word)
    {
        if (word == "in")
        {
            if (At(i - 1).Kind == TokenKind.Name && TaintIn(i + 1, EndOfExpression(i + 1)) is { } key)
            {
                Taint(At(i - 1).Text, i - 1, key);
            }
        }
        else if (_language == PageLanguage.Php)
        {
            // foreach ($_POST as $k => $v)
            int open = i - 1;
            while (open > 0 && i - open < 40 && !At(open).IsName("foreach"))
            {
                open--;
            }

            if (At(open).IsName("foreach") && TaintIn(open + 1, i) is { } key)
            {
                for (int j = i + 1; j < i + 6 && !At(j).Is(")"); j++)
                {
                    if (At(j).Kind == TokenKind.Name)
                    {
                        _names.Assigned.Add(At(j).Text);
                        Taint(At(j).Text, j, key);
                    }
                }
            }
        }
    }

    /// <summary>A name with its members, calls and indexes, from left to right.</summary>
    private void Chain(int start, string? receiverKey, string inside, bool atStart, bool inCondition)
    {
        string first = _tokens[start].Text;
        bool isNew = At(start - 1).IsName("new");
        string type = inside + (_names.Types.TryGetValue(first, out string? known) ? known : "");
        StringBuilder chain = new(first);
        string last = first;
        int segments = 1;
        string? key = receiverKey ?? _source[start] ?? (!IsMember(start) && _tainted.TryGetValue(_names.Variable(first, start), out string? from) ? from : null);
        int j = start + 1;
        bool called = false;
        while (j < _tokens.Count && segments < MaxSegments)
        {
            ScriptToken token = _tokens[j];
            if (token.Is(_member) && At(j + 1).Kind == TokenKind.Name)
            {
                last = At(j + 1).Text;
                chain.Append('.').Append(last);
                key ??= _source[j + 1];
                segments++;
                j += 2;
            }
            else if (token.Is("(") || (token.Is("<") && At(j + 1).Kind == TokenKind.Name && At(j + 2).Is(">") && At(j + 3).Is("(")))
            {
                j += token.Is("(") ? 0 : 3;
                int close = _match[j] > 0 ? _match[j] : EndOfExpression(j + 1);
                key = Call(start, first, last, chain.ToString(), segments, type, isNew, j + 1, close, key) ?? key;
                if (At(j + 1).Kind == TokenKind.Text && close == j + 2 && At(j + 1).Text.Length < 60)
                {
                    type += "." + At(j + 1).Text.ToLowerInvariant();
                }

                called = true;
                isNew = false;
                segments++;
                j = close + 1;
            }
            else if (token.Is("[") && _match[j] > 0)
            {
                j = _match[j] + 1;
            }
            else
            {
                break;
            }
        }

        if (j == start + 1 && (At(j).Kind == TokenKind.End || CodeNames.Keywords.Contains(first)) && _language != PageLanguage.Php)
        {
            return;
        }

        ScriptToken next = At(j);
        if (!called && next.Kind == TokenKind.Mark && (next.Text is "+=" or ".=" or "&=" || (next.Text == "=" && !inCondition)))
        {
            Assign(first, last, chain.ToString(), type, start, j + 1);
        }
        else if (!called && StartsArguments(next, atStart, first))
        {
            // A call without brackets: Execute Request("x"), include $_GET['f'].
            Call(start, first, last, chain.ToString(), segments, type, isNew, j, EndOfStatement(j), key);
        }
    }

    private bool StartsArguments(ScriptToken next, bool atStart, string first)
    {
        if (next.Kind is not (TokenKind.Name or TokenKind.Text or TokenKind.Number) || CodeNames.Keywords.Contains(first))
        {
            return false;
        }

        return (_basic && atStart && !CodeNames.Keywords.Contains(next.Text)) || (_language == PageLanguage.Php && first is "include" or "include_once" or "require" or "require_once");
    }

    private int EndOfStatement(int from)
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

    private void Assign(string first, string last, string chain, string type, int start, int from)
    {
        int end = _basic ? EndOfStatement(from) : EndOfExpression(from);
        string? key = TaintIn(from, end);
        int position = _tokens[start].Position;
        bool isStartInfo = chain.Contains("startinfo", StringComparison.Ordinal) || type.Contains("process", StringComparison.Ordinal);
        if (last is "filename" or "arguments" && isStartInfo)
        {
            Add(position, PageCapability.StartsProcess, "starts a process", key is null ? 32 : 90, key is not null, key);
        }
        else if (last is "commandtext" or "selectcommand" && key is not null)
        {
            Add(position, PageCapability.ReachesDatabase, "runs database commands of the request", 26, true, key);
        }
        else if (last is "connectionstring" && key is not null)
        {
            Add(position, PageCapability.ReachesDatabase, "connects to a database that the request names", 52, true, key);
        }
        else if (last is "innerhtml" or "text" && !_names.Types.ContainsKey(first))
        {
            return;
        }

        if (key is not null && !NeverReceivers.Contains(first))
        {
            _names.Assigned.Add(first);
            Taint(first, start, key);
        }
    }

    /// <summary>Judges one call; gives the key when its result holds a value of the request.</summary>
    private string? Call(int start, string first, string last, string chain, int segments, string type, bool isNew, int from, int to, string? receiver)
    {
        string? arguments = TaintIn(from, to);
        string? key = arguments ?? receiver;
        string name = isNew ? $"new {last}" : last;
        bool constant = IsConstant(from, to);
        foreach (Sink sink in Sinks.Of(_language, name))
        {
            if ((_language == PageLanguage.Php && !isNew && segments > 1) || (sink.Needs && from >= to) || !sink.Fits(chain, type, segments))
            {
                continue;
            }

            if (sink.Capability == PageCapability.EvaluatesInput && constant)
            {
                if (At(from).IsFolded && At(from).Text.Length > 40)
                {
                    Add(_tokens[start].Position, PageCapability.Hides, "runs a text that it takes apart first", 52, false);
                }

                continue;
            }

            string? reaching = sink.Argument < 0 ? key : from >= to ? receiver : TaintIn(ArgumentStart(from, to, sink.Argument), ArgumentStart(from, to, sink.Argument + 1));
            int weight = reaching is null ? sink.Plain
                : reaching != RequestSources.Upload ? sink.FromRequest
                : sink.Capability is PageCapability.WritesFiles or PageCapability.LoadsAssembly or PageCapability.EvaluatesInput ? Math.Min(sink.FromRequest, sink.Capability == PageCapability.WritesFiles ? 36 : 100)
                : Math.Max(sink.Plain, 1);
            if (weight > 0)
            {
                // Whatever is done with an upload is one thing: it is stored.
                string reason = reaching == RequestSources.Upload && sink.Capability == PageCapability.WritesFiles ? "stores an upload" : sink.Reason;
                Add(_tokens[start].Position, sink.Capability, reason, weight, reaching is not null, reaching);
            }

            if (sink.Capability == PageCapability.WritesFiles && _language != PageLanguage.Php && ConstantIn(from, to) is { } file && NamedThings.IsPageName(file))
            {
                Add(_tokens[start].Position, PageCapability.WritesFiles, "writes a server page", 58, true);
            }
        }

        if (_language == PageLanguage.Php)
        {
            PhpCall(start, first, last, segments, from, to, arguments, receiver);
        }

        if (last is "equals" or "equalsignorecase" or "compare" or "strcmp" or "strcomp" or "sequenceequal" && key is not null)
        {
            Secret(start, key, ConstantIn(from, to) ?? (At(start - 2).Kind == TokenKind.Text ? At(start - 2).Text : null));
        }

        Propagate(start, first, last, segments, type, from, to, arguments, receiver);
        return Numeric.Contains(last) ? null : key;
    }

    private void PhpCall(int start, string first, string last, int segments, int from, int to, string? arguments, string? receiver)
    {
        int position = _tokens[start].Position;
        if (first.StartsWith('$') && segments == 1)
        {
            bool named = receiver is not null;
            if (named)
            {
                Add(position, PageCapability.EvaluatesInput, "calls a function that the request names", 94, true, receiver);
            }
            else if (arguments is not null && !_names.Functions.ContainsKey(first))
            {
                Add(position, PageCapability.EvaluatesInput, "calls a function that is named at run time", 56, true, arguments);
            }
        }

        if (last is "preg_replace" or "preg_filter" or "mb_ereg_replace" && At(from).Kind == TokenKind.Text && NamedThings.IsEvaluatingPattern(At(from).Text))
        {
            Add(position, PageCapability.EvaluatesInput, "runs text as code", arguments is null ? 50 : 94, arguments is not null, arguments);
        }

        if (last is "extract" or "import_request_variables" or "parse_str" && arguments is not null && !_unsetAreTainted)
        {
            _unsetAreTainted = true;
            _changed = true;
        }

        if (last is "preg_match" or "preg_match_all" or "parse_str" or "mb_parse_str" && arguments is not null && At(to - 1).Kind == TokenKind.Name)
        {
            Taint(At(to - 1).Text, to - 1, arguments);
        }
    }

    private void Propagate(int start, string first, string last, int segments, string type, int from, int to, string? arguments, string? receiver)
    {
        if (_names.Functions.TryGetValue(last, out var function) && arguments is not null)
        {
            for (int p = 0; p < function.Parameters.Count; p++)
            {
                if (TaintIn(ArgumentStart(from, to, p), ArgumentStart(from, to, p + 1)) is { } key)
                {
                    Taint((function.Scope, function.Parameters[p]), key);
                }
            }
        }

        if (arguments is not null && segments > 1 && _names.Assigned.Contains(first) && !NeverReceivers.Contains(first) && !_names.Functions.ContainsKey(first)
            && !type.Contains("textbox", StringComparison.Ordinal))
        {
            Taint(first, start, arguments);
        }

        if (receiver is not null && (last.StartsWith("read", StringComparison.Ordinal) || last is "copyto" or "get" or "write"))
        {
            for (int i = from; i < Math.Min(to, from + 8); i++)
            {
                if (At(i).Kind == TokenKind.Name && !IsMember(i) && _names.Assigned.Contains(At(i).Text) && !At(i + 1).Is("("))
                {
                    Taint(At(i).Text, i, receiver);
                }
            }
        }
    }

    private int ArgumentStart(int from, int to, int number)
    {
        int limit = Math.Min(to, from + MaxRange);
        for (int i = from; i < limit && number > 0; i++)
        {
            _budget--;
            if ((_tokens[i].Is("(") || _tokens[i].Is("[") || _tokens[i].Is("{")) && _match[i] > i)
            {
                i = _match[i];
            }
            else if (_tokens[i].Is(",") && --number == 0)
            {
                return i + 1;
            }
        }

        return number == 0 ? from : to;
    }

    private bool IsConstant(int from, int to)
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

    private string? ConstantIn(int from, int to)
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

    private void Comparison(int at)
    {
        int left = at - 1;
        while (left > 0 && at - left < 16 && !(At(left) is { Kind: TokenKind.End } || At(left).Is("&&") || At(left).Is("|") || At(left).Is(",") || At(left).Is("{")
            || At(left).Text is "if" or "elseif" or "and" or "or" or "while"))
        {
            left = At(left).Is(")") && _match[left] > 0 && at - _match[left] < 200 ? _match[left] - 1 : left - 1;
        }

        int right = Math.Min(EndOfExpression(at + 1), at + 12);
        string? fromLeft = TaintIn(Math.Max(0, left), at), fromRight = fromLeft is null ? TaintIn(at + 1, right) : null;
        if ((fromLeft ?? fromRight) is { } key)
        {
            string? text = fromLeft is not null ? At(at + 1).Kind == TokenKind.Text ? At(at + 1).Text : null : At(at - 1).Kind == TokenKind.Text ? At(at - 1).Text : null;
            Secret(at, key, text);
        }
    }

    private void Secret(int at, string key, string? text)
    {
        if (text is null || text.Length is < 3 or > 128)
        {
            return;
        }

        bool hash = text.Length is 16 or 32 or 40 or 64 or 128 && text.AsSpan().IndexOfAnyExcept("0123456789abcdefABCDEF-") < 0;
        bool password = key.Contains("pass", StringComparison.OrdinalIgnoreCase) || key.Contains("pwd", StringComparison.OrdinalIgnoreCase)
            || key.Contains("auth", StringComparison.OrdinalIgnoreCase);
        Add(_tokens[at].Position, PageCapability.ChecksKey, hash ? "compares a value of the request with a hash in the page" : "compares a value of the request with a text in the page",
            hash ? 40 : password ? 28 : 5, true, key);
        if (hash || password)
        {
            Key(text);
        }
    }

    private void Add(int position, PageCapability capability, string reason, int weight, bool fromRequest, string? key = null)
    {
        if (_signs.Count < 5_000)
        {
            _signs.Add(new FoundSign(position, capability, reason, weight, fromRequest));
        }

        if (key is not null && weight >= 20)
        {
            Key(key);
        }
    }

    private void Key(string key)
    {
        if (key.Length is > 0 and <= 128 && key != RequestSources.Upload && _keys.Count < 16 && !_keys.Contains(key))
        {
            _keys.Add(key);
        }
    }
}

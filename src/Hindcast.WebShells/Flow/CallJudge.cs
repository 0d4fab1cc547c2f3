using Hindcast.WebShells.Lexing;

namespace Hindcast.WebShells.Flow;

/// <summary>
/// Judges one call at a time: which of the calls that matter it is, whether a value of the request reaches it, and where such values go
/// from there. Not thread-safe.
/// </summary>
internal sealed class CallJudge(List<ScriptToken> tokens, PageLanguage language, TaintState state, FlowFinds finds)
{
    private static readonly HashSet<string> NeverReceivers = new(StringComparer.Ordinal)
    {
        "response", "server", "session", "application", "console", "out", "this", "me", "page", "request", "context", "string", "math", "convert", "system", "httpcontext", "viewstate", "$this", "base", "trace", "debug", "log",
    };

    /// <summary>A whole command is the client's: no honest page lets it be typed.</summary>
    internal const string Console = "runs a database command that the request spells out";

    /// <summary>Reading that is bound to no folder of the page's own.</summary>
    internal const string ReadsAnywhere = "reads at a path that begins with what the request says";

    private readonly bool _php = language == PageLanguage.Php;

    /// <summary>True for an object that does not come to hold what is handed to its methods.</summary>
    internal static bool IsNeverReceiver(string name) => NeverReceivers.Contains(name);

    /// <summary>Judges a call; gives the key when its result holds a value of the request.</summary>
    /// <param name="call">The call.</param>
    /// <param name="from">First token of the arguments.</param>
    /// <param name="to">One behind the last.</param>
    /// <param name="receiver">The key that the receiver holds, or null.</param>
    internal string? Judge(CalledName call, int from, int to, string? receiver)
    {
        string? arguments = state.In(from, to);
        string? key = arguments ?? receiver;
        int position = tokens[call.Start].Position;
        string name = call.IsNew ? $"new {call.Last}" : call.Last;
        bool constant = state.IsConstant(from, to);
        foreach (Sink sink in Sinks.Of(language, name))
        {
            if ((_php && !call.IsNew && call.Segments > 1) || (sink.Needs && from >= to) || !sink.Fits(call))
            {
                continue;
            }

            if (call.Last == "function" && state.Names.At(to + 1).Is('{'))
            {
                // A function that is written out, not one that is made of texts.
                continue;
            }

            if (sink.Capability == PageCapability.EvaluatesInput && arguments is null)
            {
                finds.RunText(tokens, from, to);
            }

            if (sink.Capability == PageCapability.EvaluatesInput && constant)
            {
                if (state.Names.At(from).IsFolded && state.Names.At(from).Text.Length > 40)
                {
                    finds.Add(position, PageCapability.Hides, "runs a text that it takes apart first", 52, false);
                }

                continue;
            }

            Weigh(sink, position, from, to, key, receiver);
        }

        if (_php)
        {
            Php(call, from, to, arguments, receiver);
        }
        else
        {
            Reflection(call, from, to);
        }

        if (call.Last is "equals" or "equalsignorecase" or "compare" or "strcmp" or "strcomp" or "sequenceequal" && key is not null)
        {
            ScriptToken before = state.Names.At(call.Start - 2);
            finds.Secret(position, key, state.ConstantIn(from, to) ?? (before.Kind == TokenKind.Text ? before.Text : null));
        }

        Propagate(call, from, to, arguments, receiver);
        return TaintState.IsNumeric(call.Last) ? null : key;
    }

    private void Weigh(Sink sink, int position, int from, int to, string? key, string? receiver)
    {
        string? reaching = sink.Argument < 0 ? key
            : from >= to ? receiver
            : state.In(state.ArgumentStart(from, to, sink.Argument), state.ArgumentStart(from, to, sink.Argument + 1));
        bool stores = sink.Capability == PageCapability.WritesFiles;
        if (stores && !_php && reaching == RequestSources.Upload)
        {
            // An upload whose place the client chooses is worse than one that goes where the page says.
            reaching = state.In(from, to, uploads: false) ?? reaching;
        }

        int weight = reaching is null ? sink.Plain
            : reaching != RequestSources.Upload ? sink.FromRequest
            : stores || sink.Capability is PageCapability.LoadsAssembly or PageCapability.EvaluatesInput ? Math.Min(sink.FromRequest, stores ? 36 : 100)
            : Math.Max(sink.Plain, 1);
        if (weight > 0)
        {
            // Whatever is done with an upload is one thing: it is stored.
            string reason = reaching == RequestSources.Upload && stores ? "stores an upload" : sink.Reason;
            finds.Add(position, sink.Capability, reason, weight, reaching is not null, reaching);
        }

        if (sink.Names.Contains("saveas") && reaching is not null && reaching != RequestSources.Upload && state.Share(from, to) > 0)
        {
            // Honest pages begin with a folder of their own.
            finds.Add(position, PageCapability.WritesFiles, "stores an upload at a path that begins with what the request says", 62, true, reaching);
        }

        if (!_php && sink.Capability == PageCapability.ReadsFiles && sink.FromRequest >= 30 && reaching is not null && reaching != RequestSources.Upload && from < to && state.Share(from, state.ArgumentStart(from, to, 1)) > 0)
        {
            finds.Add(position, PageCapability.ReadsFiles, ReadsAnywhere, 34, true, reaching);
        }

        if (sink.Reason == "runs database commands of the request" && reaching is not null && from < to && state.Share(from, state.ArgumentStart(from, to, 1)) == 2)
        {
            finds.Add(position, PageCapability.ReachesDatabase, Console, 58, true, reaching);
        }

        if (stores && !_php && state.HasConstant(from, to, NamedThings.IsPageName))
        {
            finds.Add(position, PageCapability.WritesFiles, "writes a server page", 58, true);
        }
    }

    /// <summary>Code that is looked up by a text: <c>GetMethod("Load")</c>.</summary>
    private void Reflection(CalledName call, int from, int to)
    {
        if (call.Last is "getmethod" or "invokemember" or "callbyname" && state.ConstantIn(from, to) is { } method)
        {
            if (NamedThings.IsLoadingMethod(method))
            {
                finds.Add(tokens[call.Start].Position, PageCapability.LoadsAssembly, "looks up a method that loads code by its name", 34, false);
            }
            else if (NamedThings.IsStartingMethod(method))
            {
                finds.Add(tokens[call.Start].Position, PageCapability.StartsProcess, "looks up a method that runs programs or code by its name", 40, false);
            }
        }
    }

    private void Php(CalledName call, int from, int to, string? arguments, string? receiver)
    {
        int position = tokens[call.Start].Position;
        if (call.First.StartsWith('$') && call.Segments == 1)
        {
            if (receiver is not null)
            {
                finds.Add(position, PageCapability.EvaluatesInput, "calls a function that the request names", 94, true, receiver);
            }
            else if (arguments is not null && !state.Names.Functions.ContainsKey(call.First))
            {
                finds.Add(position, PageCapability.EvaluatesInput, "calls a function that is named at run time", 56, true, arguments);
            }
        }

        if (call.Last is "preg_replace" or "preg_filter" or "mb_ereg_replace" && state.Names.At(from).Kind == TokenKind.Text && NamedThings.IsEvaluatingPattern(state.Names.At(from).Text))
        {
            bool evaluates = arguments is null && NamedThings.RunsCode(state.ConstantIn(state.ArgumentStart(from, to, 1), to) ?? "");
            finds.Add(position, PageCapability.EvaluatesInput, "runs text as code", arguments is not null ? 94 : evaluates ? 84 : 50, arguments is not null, arguments);
        }

        // array_map('assert', (array)$_POST['a']): the function is named by a text.
        if (NamedThings.TakesFunction(call.Last) && state.ConstantFunctionIn(from, to) is { } function)
        {
            finds.Add(position, PageCapability.EvaluatesInput, $"has {function} called", arguments is not null ? 92 : 46, arguments is not null, arguments);
        }

        if (call.Last is "extract" or "import_request_variables" or "parse_str" && arguments is not null && !state.UnsetAreTainted)
        {
            state.TaintUnset();
        }

        if (call.Last is "preg_match" or "preg_match_all" or "parse_str" or "mb_parse_str" && arguments is not null && state.Names.At(to - 1).Kind == TokenKind.Name)
        {
            state.Taint(state.Names.At(to - 1).Text, to - 1, arguments);
        }
    }

    private void Propagate(CalledName call, int from, int to, string? arguments, string? receiver)
    {
        if (state.Names.Functions.TryGetValue(call.Last, out var function))
        {
            for (int p = 0; p < function.Parameters.Count; p++)
            {
                int start = state.ArgumentStart(from, to, p), end = state.ArgumentStart(from, to, p + 1);
                if (start >= to)
                {
                    break;
                }

                if ((arguments is null ? null : state.In(start, end)) is { } key)
                {
                    state.Taint((function.Scope, function.Parameters[p]), key);
                }
                else if (!_php && IsRequest(start, end, to))
                {
                    // The request itself is handed on.
                    state.Taint((function.Scope, function.Parameters[p]), "");
                }
            }
        }

        if (arguments is not null && call.Segments > 1 && state.Names.Assigned.Contains(call.First) && !NeverReceivers.Contains(call.First) && !state.Names.Functions.ContainsKey(call.First)
            && !call.Type.Contains("textbox", StringComparison.Ordinal))
        {
            state.Taint(call.First, call.Start, arguments);
        }

        if (receiver is not null && (call.Last.StartsWith("read", StringComparison.Ordinal) || call.Last is "copyto" or "get" or "write"))
        {
            for (int i = from; i < Math.Min(to, from + 8); i++)
            {
                ScriptToken token = state.Names.At(i);
                if (token.Kind == TokenKind.Name && !state.Names.IsMember(i) && state.Names.Assigned.Contains(token.Text) && !state.Names.At(i + 1).Is('('))
                {
                    state.Taint(token.Text, i, receiver);
                }
            }
        }
    }

    /// <summary>True when an argument is the request as such: <c>context.Request</c>.</summary>
    private bool IsRequest(int start, int end, int to)
    {
        int last = end < to ? end - 2 : to - 1;
        return last >= start && state.Names.At(last).IsName("request");
    }
}

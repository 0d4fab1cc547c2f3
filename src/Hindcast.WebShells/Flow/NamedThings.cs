using System.Buffers;
using static Hindcast.WebShells.PageCapability;

namespace Hindcast.WebShells.Flow;

/// <summary>Texts in code that name something dangerous, also when the code around them could not be followed.</summary>
internal static class NamedThings
{
    private static readonly (string Text, PageCapability Capability, string Reason, int Weight, bool Whole)[] All =
    [
        ("wscript.shell", StartsProcess, "names the object that runs shell commands", 52, false),
        ("shell.application", StartsProcess, "names the object that runs shell commands", 48, false),
        ("72c24dd5-d70a-438b-8a42-98424b88afb8", StartsProcess, "names the object that runs shell commands by its number", 60, false),
        ("13709620-c279-11ce-a49e-444553540000", StartsProcess, "names the object that runs shell commands by its number", 60, false),
        ("cmd.exe", StartsProcess, "names a command shell", 42, false),
        ("cmd /c", StartsProcess, "names a command shell", 46, false),
        ("powershell", StartsProcess, "names a command shell", 26, false),
        ("/bin/sh", StartsProcess, "names a command shell", 42, false),
        ("/bin/bash", StartsProcess, "names a command shell", 42, false),
        ("xp_cmdshell", StartsProcess, "runs commands through the database", 66, false),
        ("sp_oacreate", StartsProcess, "runs commands through the database", 60, false),
        ("system.diagnostics.process", StartsProcess, "names the class that starts processes", 50, false),
        ("java.lang.runtime", StartsProcess, "names the class that starts processes", 60, false),
        ("java.lang.processbuilder", StartsProcess, "names the class that starts processes", 60, false),
        ("java.lang.processimpl", StartsProcess, "names the class that starts processes", 66, false),
        ("java.lang.unixprocess", StartsProcess, "names the class that starts processes", 66, false),
        ("defineclass", LoadsAssembly, "names the method that loads classes from bytes", 55, false),
        ("getruntime", StartsProcess, "names the method that starts processes", 55, true),
        ("scripting.filesystemobject", ReadsFiles, "works on files", 12, false),
        ("adodb.stream", WritesFiles, "works on files", 16, false),
        ("wscript.network", ReadsFiles, "asks about the machine", 14, false),
        ("sam\\sam", ReadsFiles, "names the password store", 40, false),
        ("/etc/passwd", ReadsFiles, "names the password store", 26, false),
        ("downloadstring(", StartsProcess, "holds commands of an intruder", 58, false),
        ("invoke-expression", StartsProcess, "holds commands of an intruder", 58, false),
        ("-encodedcommand", StartsProcess, "holds commands of an intruder", 58, false),
        ("net user", StartsProcess, "holds commands of an intruder", 40, false),
        ("net localgroup", StartsProcess, "holds commands of an intruder", 40, false),
        ("serv-u", OpensSockets, "attacks the FTP server of the machine", 40, false),
        ("winnt://", StartsProcess, "reaches accounts of the machine", 44, false),
        ("iis://localhost", ReadsFiles, "reads or changes the web server's configuration", 44, false),
        ("system.reflection.assembly", LoadsAssembly, "names the class that loads assemblies", 40, true),
        ("virtualalloc", LoadsAssembly, "names a function that runs machine code", 58, true),
        ("virtualallocex", LoadsAssembly, "names a function that runs machine code", 58, true),
        ("virtualprotect", LoadsAssembly, "names a function that runs machine code", 58, true),
        ("ntallocatevirtualmemory", LoadsAssembly, "names a function that runs machine code", 58, true),
        ("createthread", LoadsAssembly, "names a function that runs machine code", 58, true),
        ("createremotethread", LoadsAssembly, "names a function that runs machine code", 58, true),
        ("registervirtualpathprovider", LoadsAssembly, "serves pages that are in no folder", 56, false),
        ("system.web.configuration.machinekeysection", ReadsFiles, "reads the keys of the site", 56, true),
        ("system.web/machinekey", ReadsFiles, "reads the keys of the site", 56, true),
        ("schedule.service", StartsProcess, "reaches the tasks of the machine", 56, true),
        ("win32_process", StartsProcess, "starts processes through WMI", 44, true),
        ("cimv2:win32_process", StartsProcess, "starts processes through WMI", 58, false),
        ("f935dc22-1cf0-11d0-adb9-00c04fd58a0b", StartsProcess, "names the object that runs shell commands by its number", 60, false),
        ("9ba05972-f6a8-11cf-a442-00a0c90a8f39", StartsProcess, "names the object that runs shell commands by its number", 60, false),
        ("c08afd90-f2a1-11d1-8455-00a0c91f3880", StartsProcess, "names the object that runs shell commands by its number", 60, false),
        ("0f87369f-a4e5-4cfc-bd3e-73e6154572dd", StartsProcess, "reaches the tasks of the machine", 60, false),
        ("0e59f1d5-1fbe-11d0-8ff2-00a0d10038bc", EvaluatesInput, "runs text as code", 60, false),
        ("76a64158-cb41-11d1-8b02-00600806d9b6", StartsProcess, "starts processes through WMI", 50, false),
        ("0d43fe01-f093-11cf-8940-00a0c9054228", ReadsFiles, "works on files, by their object's number", 45, false),
        ("createprocess", StartsProcess, "names a function that starts processes", 50, true),
        ("createprocessw", StartsProcess, "names a function that starts processes", 50, true),
        ("msxsl:script", LoadsAssembly, "holds an XSL style sheet with script", 60, false),
        ("msscriptcontrol.scriptcontrol", EvaluatesInput, "runs text as code", 60, false),
    ];

    /// <summary>Names that no honest page puts together from pieces.</summary>
    private static readonly HashSet<string> Hidden = new(StringComparer.OrdinalIgnoreCase)
    {
        "eval", "assert", "execute", "executeglobal", "system", "exec", "shell_exec", "passthru", "create_function", "base64_decode", "gzinflate", "start",
        "load", "invoke", "unsafe", "defineClass", "getRuntime", "forName", "wscript.shell", "file_put_contents", "call_user_func", "preg_replace", "str_rot13",
        "gzuncompress", "java.lang.Runtime", "_POST", "_GET", "_REQUEST", "eval(", "Request", "ProcessBuilder", "process",
    };

    private static readonly HashSet<string> Running = new(StringComparer.OrdinalIgnoreCase)
    {
        "eval", "assert", "system", "exec", "shell_exec", "passthru", "popen", "proc_open", "pcntl_exec", "create_function",
    };

    private static readonly HashSet<string> Callers = new(StringComparer.Ordinal)
    {
        "array_map", "array_filter", "array_walk", "array_walk_recursive", "array_reduce", "array_udiff", "array_uintersect", "array_diff_ukey", "array_diff_uassoc", "array_intersect_ukey",
        "array_intersect_uassoc", "array_udiff_assoc", "usort", "uasort", "uksort", "iterator_apply", "call_user_func", "call_user_func_array", "forward_static_call", "forward_static_call_array",
        "register_shutdown_function", "register_tick_function", "preg_replace_callback", "mb_ereg_replace_callback", "ob_start", "set_error_handler", "spl_autoload_register", "sqlite_create_function",
        "sqlitecreatefunction", "callbackfilteriterator", "reflectionfunction", "filter_var", "filter_var_array", "header_register_callback",
    };

    private static readonly SearchValues<string> Any = SearchValues.Create([.. All.Select(t => t.Text)], StringComparison.OrdinalIgnoreCase);

    /// <summary>All texts that name something.</summary>
    internal static IEnumerable<string> Texts => All.Select(t => t.Text);

    /// <summary>True for a method that loads or starts code.</summary>
    internal static bool IsLoadingMethod(string name) =>
        name.Equals("load", StringComparison.OrdinalIgnoreCase) || name.Equals("loadfrom", StringComparison.OrdinalIgnoreCase) || name.Equals("loadfile", StringComparison.OrdinalIgnoreCase)
        || name.Equals("unsafeloadfrom", StringComparison.OrdinalIgnoreCase);

    /// <summary>True for a method that runs programs or code and that nobody needs to look up by its name.</summary>
    internal static bool IsStartingMethod(string name) =>
        name.Equals("start", StringComparison.OrdinalIgnoreCase) || name.Equals("exec", StringComparison.OrdinalIgnoreCase) || name.Equals("run", StringComparison.OrdinalIgnoreCase)
        || name.Equals("shellexecute", StringComparison.OrdinalIgnoreCase) || name.Equals("jscriptevaluate", StringComparison.OrdinalIgnoreCase)
        || name.Equals("compileassemblyfromsource", StringComparison.OrdinalIgnoreCase);

    /// <summary>What a text names, or null.</summary>
    internal static (PageCapability Capability, string Reason, int Weight)? Find(string text)
    {
        ReadOnlySpan<char> head = text.AsSpan().TrimStart();
        if (text.Length > 200 && (head.StartsWith("TVqQAAMAAAAEAAAA", StringComparison.Ordinal) || head.StartsWith("TVpQAAIAAAAE", StringComparison.Ordinal)))
        {
            return (LoadsAssembly, "holds a program in base64", 62);
        }

        // Base64 that the page undoes is folded already: the header of a program, as bytes.
        if (text.Length > 200 && ((text.StartsWith("MZ", StringComparison.Ordinal) && text.AsSpan(0, 200).Contains("program", StringComparison.Ordinal))
            || (head.StartsWith("4D5A", StringComparison.OrdinalIgnoreCase) && head[..60].IndexOfAnyExcept("0123456789abcdefABCDEF") < 0)))
        {
            return (LoadsAssembly, "holds a program", 62);
        }

        if (text.Length > 200 && (head.StartsWith("yv66vg", StringComparison.Ordinal) || head.StartsWith("$$BCEL$$", StringComparison.Ordinal)))
        {
            return (LoadsAssembly, "holds a compiled class", 64);
        }

        if (text.Length is < 6 or > 20_000 || !text.AsSpan().ContainsAny(Any))
        {
            return null;
        }

        (PageCapability, string, int)? best = null;
        int weight = 0;
        foreach (var thing in All)
        {
            if (thing.Weight > weight && (thing.Whole ? text.Equals(thing.Text, StringComparison.OrdinalIgnoreCase) : text.Contains(thing.Text, StringComparison.OrdinalIgnoreCase)))
            {
                weight = thing.Weight;
                best = (thing.Capability, thing.Reason, thing.Weight);
            }
        }

        return best;
    }

    /// <summary>True for a text that was put together from pieces although it names a function.</summary>
    internal static bool IsHiddenName(string text) => Hidden.Contains(text.Trim());

    /// <summary>True for a text that begins with a call, written or named, of what runs code or commands in PHP.</summary>
    internal static bool RunsCode(string text)
    {
        ReadOnlySpan<char> call = text.AsSpan().Trim().TrimStart("@\\ ");
        int open = call.IndexOf('(');
        return open > 0 && Running.GetAlternateLookup<ReadOnlySpan<char>>().Contains(call[..open].TrimEnd());
    }

    /// <summary>True for the name of a function of PHP that runs code or commands.</summary>
    internal static bool IsRunning(string name) => Running.Contains(name);

    /// <summary>Functions of PHP that call the function that is handed to them.</summary>
    internal static IEnumerable<string> FunctionTakers => Callers;

    /// <summary>True for functions of PHP that call the function that is handed to them.</summary>
    internal static bool TakesFunction(string name) => Callers.Contains(name);

    /// <summary>True for the name of a page that a server runs.</summary>
    internal static bool IsPageName(string file) =>
        file.EndsWith(".aspx", StringComparison.OrdinalIgnoreCase) || file.EndsWith(".asp", StringComparison.OrdinalIgnoreCase) || file.EndsWith(".ashx", StringComparison.OrdinalIgnoreCase)
        || file.EndsWith(".asmx", StringComparison.OrdinalIgnoreCase) || file.EndsWith(".jsp", StringComparison.OrdinalIgnoreCase) || file.EndsWith(".php", StringComparison.OrdinalIgnoreCase);

    /// <summary>True for a pattern of PHP whose replacement is run as code.</summary>
    internal static bool IsEvaluatingPattern(string pattern)
    {
        if (pattern.Length < 3 || char.IsAsciiLetterOrDigit(pattern[0]))
        {
            return false;
        }

        char closing = pattern[0] switch { '(' => ')', '{' => '}', '[' => ']', '<' => '>', _ => pattern[0] };
        int end = pattern.LastIndexOf(closing);
        return end > 0 && pattern.AsSpan(end + 1).Contains('e') && pattern.Length - end < 10;
    }
}

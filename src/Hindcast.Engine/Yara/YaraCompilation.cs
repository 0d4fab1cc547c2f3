using System.Runtime.InteropServices;

namespace Hindcast.Engine.Yara;

/// <summary>Compiles texts of rules with libyara. Thread-safe.</summary>
internal static class YaraCompilation
{
    /// <summary>Variables that rules of the field expect of a scanner of files; a rule that uses another does not compile.</summary>
    internal static readonly string[] Variables = ["filename", "filepath", "extension", "filetype", "owner"];

    /// <summary>Compiles several texts, each in its own name space, or says what is wrong with the first that does not compile.</summary>
    internal static bool TryCompile(YaraNative library, IReadOnlyList<(string Space, string Text)> texts, out nint rules, out string problem)
    {
        rules = 0;
        string? first = null;
        YaraNative.Complaint complaint = (level, _, line, _, text, _) =>
        {
            if (level == 0)
            {
                first ??= FormattableString.Invariant($"line {line}: {Marshal.PtrToStringUTF8(text)}");
            }
        };
        problem = "libyara made no compiler";
        if (library.CompilerCreate(out nint compiler) != YaraNative.Success)
        {
            return false;
        }

        try
        {
            library.CompilerSetCallback(compiler, Marshal.GetFunctionPointerForDelegate(complaint), 0);
            foreach (string variable in Variables)
            {
                WithText(variable, "", (name, empty) => library.CompilerDefineText(compiler, name, empty));
            }

            foreach ((string space, string text) in texts)
            {
                if (WithText(text, space, (native, name) => library.CompilerAddText(compiler, native, name)) != 0)
                {
                    problem = first ?? "not understood";
                    return false;
                }
            }

            problem = "out of memory";
            return library.CompilerGetRules(compiler, out rules) == YaraNative.Success;
        }
        finally
        {
            library.CompilerDestroy(compiler);
            GC.KeepAlive(complaint);
        }
    }

    private static int WithText(string first, string second, Func<nint, nint, int> use)
    {
        nint one = Marshal.StringToCoTaskMemUTF8(first), two = Marshal.StringToCoTaskMemUTF8(second);
        try
        {
            return use(one, two);
        }
        finally
        {
            Marshal.FreeCoTaskMem(one);
            Marshal.FreeCoTaskMem(two);
        }
    }
}

using System.Reflection;

namespace Hindcast.Bench.Evtx;

/// <summary>
/// AxoParse, another event log parser in C#, built outside this project and loaded from its assembly: nothing of it is here but the
/// name of the method that parses a file. It parses from memory and keeps all that it wrote; reading the file is not in its time.
/// </summary>
internal sealed class AxoParse
{
    private readonly MethodInfo _parse;
    private readonly PropertyInfo _records;
    private readonly Type _format;

    /// <summary>Loads it.</summary>
    internal AxoParse(string assembly)
    {
        Type parser = Assembly.LoadFrom(Path.GetFullPath(assembly)).GetTypes().Single(t => t.Name == "EvtxParser");
        _parse = parser.GetMethods(BindingFlags.Public | BindingFlags.Static).Single(m => m.Name == "Parse" && m.GetParameters()[0].ParameterType == typeof(byte[]));
        _records = parser.GetProperty("TotalRecords")!;
        _format = _parse.GetParameters()[2].ParameterType;
    }

    /// <summary>Parses a file that was read before.</summary>
    /// <param name="file">Its bytes.</param>
    /// <param name="threads">Threads.</param>
    /// <param name="format"><c>Json</c> or <c>Xml</c>.</param>
    /// <returns>Records.</returns>
    internal long Run(byte[] file, int threads, string format)
    {
        object?[] arguments = [.. _parse.GetParameters().Select(p => p.DefaultValue)];
        (arguments[0], arguments[1], arguments[2]) = (file, threads, Enum.Parse(_format, format));
        arguments[^1] = CancellationToken.None;
        return (int)_records.GetValue(_parse.Invoke(null, arguments))!;
    }
}

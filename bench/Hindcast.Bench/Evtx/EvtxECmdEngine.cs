using System.Collections;
using System.Reflection;

namespace Hindcast.Bench.Evtx;

/// <summary>
/// The engine of EvtxECmd, the event log parser in C# that most responders use, built outside this project and loaded from its
/// assembly: nothing of it is here but the names of the members that read a file. Each record it hands out holds its payload as JSON.
/// </summary>
internal sealed class EvtxECmdEngine
{
    private readonly ConstructorInfo _open;
    private readonly MethodInfo _records;
    private readonly PropertyInfo _payload;

    /// <summary>Loads it.</summary>
    internal EvtxECmdEngine(string assembly)
    {
        Assembly engine = Assembly.LoadFrom(Path.GetFullPath(assembly));
        _open = engine.GetType("evtx.EventLog", throwOnError: true)!.GetConstructor([typeof(Stream)])!;
        _records = _open.DeclaringType!.GetMethod("GetEventRecords")!;
        _payload = engine.GetType("evtx.EventRecord", throwOnError: true)!.GetProperty("Payload")!;
    }

    /// <summary>Reads a file and takes the payload of each record.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Records, and characters of their payloads.</returns>
    internal (long Records, long Characters) Run(string path)
    {
        using FileStream file = File.OpenRead(path);
        (long Records, long Characters) sum = default;
        foreach (object record in (IEnumerable)_records.Invoke(_open.Invoke([file]), null)!)
        {
            sum = (sum.Records + 1, sum.Characters + (((string?)_payload.GetValue(record))?.Length ?? 0));
        }

        return sum;
    }
}

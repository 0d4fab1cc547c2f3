using Hindcast.Sigma.Detections;

namespace Hindcast.Sigma.Compilation;

/// <summary>Numbers the tests of all rules so that equal ones are one.</summary>
internal sealed class SigmaTestTable
{
    private readonly Dictionary<string, int> ids = new(StringComparer.Ordinal);
    private readonly List<SigmaValueTest> tests = [];

    public SigmaValueTest this[int id] => tests[id];

    public int Count => tests.Count;

    public int Add(SigmaValueTest test)
    {
        if (!ids.TryGetValue(test.Key, out int id))
        {
            id = tests.Count;
            ids.Add(test.Key, id);
            tests.Add(test);
        }

        return id;
    }
}

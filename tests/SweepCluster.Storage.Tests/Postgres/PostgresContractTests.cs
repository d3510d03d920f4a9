using SweepCluster.Storage.Tests.Contract;

namespace SweepCluster.Storage.Tests.Postgres;

public sealed class PostgresSweepCatalogueTests() : SweepCatalogueContract(new PostgresPlace());

public sealed class PostgresLeaseTests() : LeaseContract(new PostgresPlace());

public sealed class PostgresChunkQueueTests() : ChunkQueueContract(new PostgresPlace());

public sealed class PostgresResultArchiveTests() : ResultArchiveContract(new PostgresPlace());

public sealed class PostgresNodeRegistryTests() : NodeRegistryContract(new PostgresPlace());

public sealed class PostgresEventLogTests() : EventLogContract(new PostgresPlace());

public sealed class PostgresWakeUpTests() : WakeUpContract(new PostgresPlace());

public sealed class PostgresCrashTests() : CrashContract(new PostgresPlace());

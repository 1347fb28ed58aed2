import { writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { prove, setStage, type Proof } from './prove';
import { runProgram, setUp } from './run-program';
import { host, question } from './servers';

const stage = setStage();
const { environment, folder, string } = stage;

let application = '';

/** Spring Boot's own list of versions decides which driver and which pool are proven. */
const manifest = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>example</groupId>
  <artifactId>connect</artifactId>
  <version>0</version>
  <dependencyManagement>
    <dependencies>
      <dependency>
        <groupId>org.springframework.boot</groupId>
        <artifactId>spring-boot-dependencies</artifactId>
        <version>3.4.5</version>
        <type>pom</type>
        <scope>import</scope>
      </dependency>
    </dependencies>
  </dependencyManagement>
  <dependencies>
    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-jdbc</artifactId></dependency>
    <dependency><groupId>org.postgresql</groupId><artifactId>postgresql</artifactId></dependency>
  </dependencies>
</project>
`;

const program = `import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.jdbc.core.JdbcTemplate;

@EnableAutoConfiguration
public class Connect {
  public static void main(String[] arguments) {
    try (var context = new SpringApplicationBuilder(Connect.class).web(WebApplicationType.NONE).run(arguments)) {
      System.out.println("encrypted: " + context.getBean(JdbcTemplate.class).queryForObject(${JSON.stringify(question)}, Boolean.class));
    }
  }
}
`;

const trust = ['-Djavax.net.ssl.trustStore=trust.p12', '-Djavax.net.ssl.trustStorePassword=changeit', '-Djdk.net.hosts.file=hosts'];

/** Beside the string, which stays as it is copied: a single attempt, so that a refusal is told at once. */
const settings = ['--spring.datasource.hikari.initialization-fail-timeout=1', '--spring.datasource.hikari.connection-timeout=20000', '--spring.main.banner-mode=off'];

const proofs: readonly Proof[] = [
  {
    name: 'Spring Boot',
    needs: ['mvn', '--version'],
    prepare: async () => {
      application = folder({ 'pom.xml': manifest, 'Connect.java': program, hosts: `127.0.0.1 ${host}\n` });
      await setUp('mvn', ['--batch-mode', '--quiet', 'dependency:copy-dependencies', '-DincludeScope=runtime', '-DoutputDirectory=lib'], application);
      await setUp('javac', ['-cp', 'lib/*', 'Connect.java'], application);
      await setUp('keytool', ['-importcert', '-noprompt', '-alias', 'trusted', '-file', stage.servers().rootFile, '-keystore', 'trust.p12', '-storepass', 'changeit'], application);
    },
    connect: (server) => {
      // Spring reads application.properties in the folder where it is started.
      writeFileSync(join(application, 'application.properties'), string('spring', server).text);
      return runProgram('java', [...trust, '-cp', `lib/*${delimiter}.`, 'Connect', ...settings], environment(server), application);
    },
    in: /^encrypted: true$/m,
  },
];

prove(proofs, stage);
